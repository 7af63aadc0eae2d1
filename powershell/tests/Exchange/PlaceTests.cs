using System.IO.Pipes;
using System.Management.Automation.Language;
using MimGmsa.PowerShell.Tests.Bundles;
using MimGmsa.PowerShell.Tests.Language;

namespace MimGmsa.PowerShell.Tests.Exchange;

/// <summary>Whom the secret is given to, and when the script does not even begin.</summary>
public sealed class PlaceTests : ExchangeBench
{
    [Fact]
    public void A_pipe_that_exists_before_the_helper_is_refused()
    {
        Helper.ForeignPipe = true;
        Refused(2, "exists already");
    }

    [Fact]
    public void A_pipe_that_outlives_a_stale_helper_is_refused_too()
    {
        Helper.LeftByAnother();
        Helper.ForeignPipe = true;
        Assert.Contains("exists already", Ends(2, "-RemoveStaleHelper"));
        Assert.Empty(Prompts);
    }

    [Fact]
    public void A_pipe_that_another_process_serves_gets_nothing()
    {
        Helper.ServerId = 666;
        Failed("served by process 666");
        Assert.Empty(Helper.Received);
    }

    [Fact]
    public void A_host_that_may_not_fetch_the_password_is_refused()
    {
        Machine.With("computer", ("Groups", Array.Empty<string>()));
        Refused(2, "cannot fetch the password");
    }

    [Fact]
    public void Without_the_tools_of_Active_Directory_that_is_said_and_the_rest_goes_on()
    {
        Machine.HasDirectoryTools = false;
        Restart();
        Assert.Contains("for lack of RSAT", Ends(0));
    }

    [Fact]
    public void A_changed_added_or_missing_file_of_the_bundle_is_refused()
    {
        File.AppendAllText(Path.Combine(Bundle.Folder, "settings.psd1"), " ");
        Refused(2, "Changed: settings.psd1");
        Bundle.WriteManifest();
        File.WriteAllText(Path.Combine(Bundle.Folder, "exchange-password.cms"), "x");
        Refused(2, "Added: exchange-password.cms");
        File.Delete(Path.Combine(Bundle.Folder, "exchange-password.cms"));
        File.Delete(Path.Combine(Bundle.Folder, "modules", "MimGmsa", "Sql.psm1"));
        Refused(2, "Missing: modules/MimGmsa/Sql.psm1");
    }

    [Fact]
    public void A_demo_bundle_needs_to_be_told_so()
    {
        var outcome = Session.Script(Command("").Replace("-AllowDemo", "")).Ok();
        Assert.Equal(2, outcome.Output[0].BaseObject);
        Assert.Empty(World.Changes);
    }

    [Fact]
    public void A_bundle_of_another_kind_or_without_one_account_is_refused()
    {
        Use(OwnPlan.Settings("directory", "directory"));
        Refused(3, "not for a MIM server");
        Use(Settings(("Steps", Array.Empty<object>())));
        Refused(2, "names 0 accounts");
        Use(Settings(("Steps", new[] { OwnPlan.Hand("U-03@MIMSVC", "", [], OwnPlan.Identity("FIMService", HelperService.Account)), OwnPlan.Hand("G-05@MIMSVC", "", [], OwnPlan.Identity("FIMService", @"CONTOSO\other$")) })));
        Refused(2, "names 2 accounts");
    }

    [Fact]
    public void An_older_revision_is_refused_where_a_newer_one_has_worked()
    {
        Use(Settings(("Revision", "2")));
        Ends(0);
        World.Changes.Clear();
        Use(Settings());
        Refused(2, "Revision 2 of MG-0001");
    }

    [Fact]
    public void While_a_runbook_works_on_the_host_this_waits()
    {
        using var other = new Mutex(true, "MimGmsa-" + Path.GetFileName(Machine.Disk));
        var text = "";
        var thread = new Thread(() => text = Ends(2)); // the owner of a mutex may take it again, so somebody else has to try
        thread.Start();
        thread.Join();
        other.ReleaseMutex();
        Assert.Contains("works already", text);
        Assert.Empty(Prompts);
    }

    [Fact]
    public void Both_scripts_check_their_bundle_with_the_same_code()
    {
        static string Code(string script) => ScriptFile.Read(Path.Combine(Places.Source, "scripts", script)).All<FunctionDefinitionAst>().Single(f => f.Name == "Get-BundleDifference").Extent.Text;
        Assert.Equal(Code("Start-Runbook.ps1"), Code("Update-ExchangePassword.ps1"));
    }

    [Fact]
    public void The_pipe_of_Microsofts_helper_is_waited_for_fifteen_seconds()
    {
        Ends(0);
        var contact = Session.Script("& (Get-Module -Name ProtectService -All)[0] { & (Get-Command -Name Get-MimGmsaPipeContact -CommandType Function) }").Ok().Output[0];
        var table = (System.Collections.Hashtable)contact.BaseObject;
        Assert.Equal(("keypipe", 15000), ((string)table["Name"]!, (int)table["TimeoutMs"]!));
    }

    [Fact]
    public void Asking_Windows_for_the_server_of_a_pipe_gets_as_far_as_Windows()
    {
        Ends(0);
        using var server = new NamedPipeServerStream(Helper.Pipe + "x");
        var outcome = Session.Script($"$p = [System.IO.Pipes.NamedPipeClientStream]::new('.', '{Helper.Pipe}x'); $p.Connect(5000); try {{ & (Get-Module -Name ProtectService -All)[0] {{ & (Get-Command -Name Get-MimGmsaPipeServerId -CommandType Function) -Pipe $args[0] }} $p }} finally {{ $p.Dispose() }}");
        // declared and called with the right arguments; what fails is that this computer has no such library to load
        var error = outcome.Thrown?.ErrorRecord.Exception ?? outcome.Errors.Single().Exception;
        Assert.Contains("calling \"GetNamedPipeServerProcessId\" with \"2\" argument(s)", error.Message);
        Assert.IsType<ArgumentNullException>(error.InnerException); // the engine of 7 looks beside the assembly, which has no file
    }
}
