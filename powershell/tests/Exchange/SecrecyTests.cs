using System.Management.Automation.Language;
using System.Text;
using MimGmsa.PowerShell.Tests.Language;
using MimGmsa.PowerShell.Tests.Machine;

namespace MimGmsa.PowerShell.Tests.Exchange;

/// <summary>Defect 9, and what else could carry the secret or its ciphertext to where it must not be.</summary>
public sealed class SecrecyTests : ExchangeBench
{
    static readonly HashSet<string> Secrets = new(StringComparer.OrdinalIgnoreCase) { "script:plain", "script:protected", "chars", "again", "content", "block", "buffer", "old" };
    static readonly ScriptFile Module = ScriptFile.Read(Places.Module("ExchangeSecret.psm1"));

    /// <summary>Where a variable would be bound to a parameter, sent through a pipeline or put out.</summary>
    static IEnumerable<string> Leaks(ScriptFile script)
    {
        foreach (var variable in script.All<VariableExpressionAst>().Where(v => Secrets.Contains(v.VariablePath.UserPath)))
        {
            if (variable.Parent is MemberExpressionAst { Member: StringConstantExpressionAst { Value: "Length" } } and not InvokeMemberExpressionAst) continue;
            for (Ast? ast = variable.Parent, child = variable; ast is not null and not FunctionDefinitionAst; (child, ast) = (ast, ast.Parent))
            {
                if (ast is CommandAst) yield return $"{variable.Extent.StartLineNumber}: {ast.Extent.Text}";
                if (ast is PipelineAst { PipelineElements.Count: > 1 }) yield return $"{variable.Extent.StartLineNumber}: {ast.Extent.Text}";
                if (ast is ExpandableStringExpressionAst) yield return $"{variable.Extent.StartLineNumber}: {ast.Extent.Text}";
                if (ast is CommandExpressionAst && child == variable && ast.Parent is PipelineAst { Parent: NamedBlockAst or StatementBlockAst or ReturnStatementAst or ThrowStatementAst }) yield return $"{variable.Extent.StartLineNumber}: put out";
            }
        }
    }

    [Fact]
    public void D08_Plaintext_and_ciphertext_go_only_through_calls_of_NET()
    {
        Assert.True(Module.All<VariableExpressionAst>().Count(v => Secrets.Contains(v.VariablePath.UserPath)) > 40);
        Assert.Empty(Leaks(Module));
        Assert.DoesNotContain(Module.All<InvokeMemberExpressionAst>(), c => c.Extent.Text.Contains("PtrToString")); // a string can not be wiped
    }

    [Theory]
    [InlineData("function a { Write-Verbose -Message $script:plain }")]
    [InlineData("function a { $script:plain | Out-Null }")]
    [InlineData("function a { $script:protected }")]
    [InlineData("function a { return $chars }")]
    [InlineData("function a { throw \"no $content\" }")]
    public void A_leak_is_found(string text) => Assert.NotEmpty(Leaks(ScriptFile.Parse(text)));

    [Fact]
    public void No_other_file_touches_them() =>
        Assert.DoesNotContain(Places.Scripts.Where(f => !f.EndsWith("ExchangeSecret.psm1")).Select(File.ReadAllText), t => t.Contains("$script:plain") || t.Contains("SecureString"));

    /// <summary>Everything that outlives the run: what a person read, what commands were told, files, registry (less the one value).</summary>
    string Traces(string read) => string.Join('\n', [read, .. Machine.Calls, .. Prompts, World.Snapshot().Replace(Value(Online)!, ""),
        .. Directory.GetFiles(Machine.Disk, "*", SearchOption.AllDirectories).Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f)))]);

    [Fact]
    public void D09_Neither_the_secret_nor_its_ciphertext_leaves_a_trace()
    {
        using var bindings = new BindingTrace();
        var read = Run("-RestartService -Verbose -Debug:$false").Text;
        HoldsNew();
        var traces = Traces(read) + bindings.Text;
        Assert.Contains("MIMKeyProtectService", bindings.Text); // the trace does see values
        foreach (var secret in new[] { Secret, Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)), Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(Secret)), Value(Online)! })
            Assert.DoesNotContain(secret, traces);
        Assert.DoesNotContain(Old, bindings.Text);
        Assert.DoesNotContain(Old, read);
    }

    [Fact]
    public void D09_No_trace_is_left_by_a_run_that_fails_either()
    {
        Helper.Answer = plain => plain;
        var read = Ends(1);
        Assert.DoesNotContain(Secret, Traces(read));
        Assert.DoesNotContain(Secret, string.Join('\n', Session.Script("$Error").Output));
    }

    [Fact]
    public void D09_No_transcript_runs_while_the_secret_is_handled_and_all_go_on_afterwards()
    {
        Helper.Transcripts.AddRange([@"C:\outer.txt", @"C:\inner.txt"]);
        Machine.Operator = prompt => { Assert.Empty(Helper.Transcripts); return Answer(prompt); };
        Ends(0);
        Assert.Equal([@"C:\outer.txt", @"C:\inner.txt"], Helper.Transcripts);
        Helper.OpensPipe = false;
        Helper.TimeoutMs = 500;
        Ends(1);
        Assert.Equal([@"C:\outer.txt", @"C:\inner.txt"], Helper.Transcripts);
    }

    [Fact]
    public void D09_A_transcript_that_does_not_name_its_file_is_ended_all_the_same_and_the_person_is_told()
    {
        var transcripts = 1;
        Machine.On("Stop-Transcript", _ => transcripts-- > 0 ? [] : throw new CommandError("InvalidOperation", System.Management.Automation.ErrorCategory.InvalidOperation, "none", terminating: true));
        Assert.Contains("start it again afterwards", Ends(0));
    }

    [Theory, InlineData("a", "b"), InlineData("a", "aa"), InlineData("", ""), InlineData("a\tb", "a\tb"), InlineData("a[half]", "a[half]"), InlineData("Secret", "secret")]
    public void Two_entries_that_are_no_secret_are_asked_for_again_and_three_times_are_enough(string first, string second)
    {
        Machine.Operator = prompt => { Prompts.Add(prompt); return (prompt == "Once more" ? second : first).Replace("[half]", "\ud800"); }; // no attribute can hold half a pair of surrogates
        Assert.Contains("No secret was given. The value in the registry is as it was.", Ends(4));
        Assert.Equal(6, Prompts.Count);
        Assert.Equal(Old, Value(Online));
        Assert.False(Helper.Installed);
        Assert.False(File.Exists(Backup));
    }
}
