using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MimGmsa.PowerShell.Tests.Language;

/// <summary>A parsed script and the questions that our house rules ask of it.</summary>
sealed class ScriptFile
{
    public ScriptBlockAst Ast { get; }
    public IReadOnlyList<Token> Tokens { get; }
    public IReadOnlyList<ParseError> Errors { get; }

    ScriptFile(ScriptBlockAst ast, Token[] tokens, ParseError[] errors) => (Ast, Tokens, Errors) = (ast, tokens, errors);
    public static ScriptFile Read(string path) => new(Parser.ParseFile(path, out var tokens, out var errors), tokens, errors);
    public static ScriptFile Parse(string text) => new(Parser.ParseInput(text, out var tokens, out var errors), tokens, errors);

    public IEnumerable<T> All<T>() where T : Ast => Ast.FindAll(a => a is T, searchNestedScriptBlocks: true).Cast<T>();

    /// <summary>Names of the commands that are called; null where the name is computed.</summary>
    public IEnumerable<string?> Commands => All<CommandAst>().Select(c => c.GetCommandName());
    public IEnumerable<string> Functions => All<FunctionDefinitionAst>().Select(f => f.Name);
    public Version? RequiredVersion => Ast.ScriptRequirements?.RequiredPSVersion;

    /// <summary>Why this script may not be shipped; empty when it may.</summary>
    public IEnumerable<string> Offences()
    {
        foreach (var e in Errors) yield return $"{e.Extent.StartLineNumber}: does not parse: {e.Message}";
        foreach (var n in NewerSyntax()) yield return n;
        if (RequiredVersion != new Version(5, 1)) yield return "1: no '#Requires -Version 5.1'";
        foreach (var c in All<CommandAst>())
        {
            var name = c.GetCommandName();
            if (c.InvocationOperator == TokenKind.Dot) yield return At(c, "dot-sources");
            else if (name is null) yield return At(c, "calls a computed command");
            else if (name is "Add-Type" && c.Extent.Text == "Add-Type -AssemblyName 'System.Security'") continue; // 5.1 loads the types of CMS on demand only
            else if (name is "Invoke-Expression" or "iex" or "Add-Type" or "Set-Alias" or "New-Alias" or "Invoke-Command") yield return At(c, $"calls {name}");
            if (c.CommandElements.OfType<VariableExpressionAst>().Any(v => v.Splatted && c.CommandElements.Count == 1)) yield return At(c, "splats a command");
        }
        foreach (var m in All<InvokeMemberExpressionAst>())
            if (m.Member is not StringConstantExpressionAst { Value: var member }) yield return At(m, "calls a computed method");
            else if (member is "Create" && m.Expression is TypeExpressionAst { TypeName.Name: "scriptblock" } || member is "InvokeScript" or "NewScriptBlock" or "AddScript") yield return At(m, $"makes code from text ({member})");
        foreach (var f in All<FunctionDefinitionAst>())
            if (!Verbs.Contains(f.Name.Split('-')[0])) yield return At(f, $"{f.Name} has no approved verb");
        foreach (var v in All<VariableExpressionAst>())
            if (v.VariablePath.UserPath is "IsWindows" or "IsLinux" or "IsMacOS" or "IsCoreCLR" or "PSStyle") yield return At(v, $"${v.VariablePath.UserPath} does not exist in 5.1");
    }

    /// <summary>What the parser of 7 takes and that of 5.1 does not; the analyzer's PSUseCompatibleSyntax misses half of it.</summary>
    public IEnumerable<string> NewerSyntax()
    {
        foreach (var a in Ast.FindAll(_ => true, true))
            if (a is TernaryExpressionAst or PipelineChainAst or PipelineAst { Background: true } or ScriptBlockAst { CleanBlock: not null } or MemberExpressionAst { NullConditional: true } or IndexExpressionAst { NullConditional: true }
                or BinaryExpressionAst { Operator: TokenKind.QuestionQuestion } or AssignmentStatementAst { Operator: TokenKind.QuestionQuestionEquals }) yield return At(a, "newer syntax: " + a.GetType().Name);
        foreach (var (token, previous) in Tokens.Zip(Tokens.Prepend(Tokens[0])))
        {
            var text = token.Extent.Text;
            if (token.Kind == TokenKind.Number && System.Text.RegularExpressions.Regex.IsMatch(text, "^[+-]?0b|[uyn]", System.Text.RegularExpressions.RegexOptions.IgnoreCase)) yield return $"{token.Extent.StartLineNumber}: newer number {text}";
            if (token is StringExpandableToken && (text.Contains("`e") || text.Contains("`u{"))) yield return $"{token.Extent.StartLineNumber}: newer escape";
            if (token.Kind == TokenKind.Pipe && previous.Kind == TokenKind.NewLine) yield return $"{token.Extent.StartLineNumber}: a line begins with a pipe";
        }
    }

    /// <summary>The data of a .psd1 exactly as Import-PowerShellDataFile would give it; refuses anything that is not one constant hashtable.</summary>
    public Hashtable Data()
    {
        if (Errors.Count > 0) throw new InvalidDataException(Errors[0].Message);
        return Ast is { ParamBlock: null, BeginBlock: null, ProcessBlock: null, DynamicParamBlock: null, UsingStatements.Count: 0, EndBlock.Statements: [PipelineAst { PipelineElements: [CommandExpressionAst { Expression: HashtableAst table, Redirections.Count: 0 }] }] }
            ? (Hashtable)table.SafeGetValue() : throw new InvalidDataException("Not one hashtable.");
    }

    /// <summary>What in a data file is not plain: a value that is no single-quoted literal, a key that is neither that nor a plain word.</summary>
    public IEnumerable<string> NotSingleQuoted() => All<HashtableAst>().SelectMany(t => t.KeyValuePairs).SelectMany(p => Leaves(p.Item2).Where(a => !Quoted(a))
        .Concat(Leaves(p.Item1).Where(a => !Quoted(a) && a is not StringConstantExpressionAst { StringConstantType: StringConstantType.BareWord })).Select(a => At(a, a.GetType().Name)));

    /// <summary>What a value is made of, down to the tables in it, which are asked on their own.</summary>
    static IEnumerable<Ast> Leaves(Ast ast) => ast switch
    {
        PipelineAst { PipelineElements: [CommandExpressionAst { Redirections.Count: 0 } only] } => Leaves(only.Expression),
        ArrayExpressionAst list => list.SubExpression.Statements.SelectMany(Leaves),
        ArrayLiteralAst list => list.Elements.SelectMany(Leaves),
        HashtableAst => [],
        _ => [ast],
    };
    static bool Quoted(Ast ast) => ast is StringConstantExpressionAst { StringConstantType: StringConstantType.SingleQuoted };

    static readonly HashSet<string> Verbs = typeof(VerbsCommon).Assembly.GetTypes()
        .Where(t => t.Namespace == "System.Management.Automation" && t.Name.StartsWith("Verbs", StringComparison.Ordinal) && t is { IsAbstract: true, IsSealed: true })
        .SelectMany(t => t.GetFields()).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).Except(["Build", "Deploy"]).ToHashSet(StringComparer.OrdinalIgnoreCase); // the two are newer than 5.1

    static string At(Ast ast, string what) => $"{ast.Extent.StartLineNumber}: {what}";
}
