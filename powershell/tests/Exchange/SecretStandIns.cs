using System.Management.Automation;
using System.Security;

namespace MimGmsa.PowerShell.Tests.StandIns;

[Cmdlet("Read", "Host")]
public sealed class ReadHost : PSCmdlet // only the form that hides what is typed
{
    [Parameter] public object? Prompt { get; set; }
    [Parameter] public SwitchParameter AsSecureString { get; set; }
    protected override void ProcessRecord()
    {
        if (!AsSecureString) throw new NotSupportedException("What is typed in the open is asked for by Read-MimGmsaAnswer.");
        var typed = new SecureString();
        foreach (var c in Machine.FakeWindowsServer.Of().Operator(Prompt?.ToString() ?? "")) typed.AppendChar(c);
        WriteObject(typed);
    }
}

[Cmdlet("Add", "Type")]
public sealed class AddType : PSCmdlet // here the types of CMS are in an assembly of their own, which is loaded by touching it
{
    [Parameter(Mandatory = true)] public string[] AssemblyName { get; set; } = [];
    protected override void ProcessRecord()
    {
        if (AssemblyName is not ["System.Security"] || typeof(System.Security.Cryptography.Pkcs.EnvelopedCms).Assembly is null) throw new NotSupportedException(string.Join(", ", AssemblyName));
    }
}
