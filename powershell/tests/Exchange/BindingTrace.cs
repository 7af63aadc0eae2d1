using System.Collections;
using System.Diagnostics;
using System.Management.Automation;
using System.Reflection;
using System.Text;

namespace MimGmsa.PowerShell.Tests.Exchange;

/// <summary>The engine's own trace of every value that it binds to a parameter: what module logging writes down.</summary>
/// <remarks>The engine has one tracer for the whole process, so one trace waits for the other: its end would silence both.</remarks>
sealed class BindingTrace : TraceListener
{
    const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;
    static readonly object Tracer = typeof(PSObject).Assembly.GetType("System.Management.Automation.ParameterBinderBase")!.GetField("bindingTracer", Any)!.GetValue(null)!;
    static readonly SemaphoreSlim Turn = new(1, 1);
    readonly StringBuilder text = new();

    public BindingTrace()
    {
        Turn.Wait();
        Listeners.Add(this);
        Option = Enum.Parse(Property("Options").PropertyType, "All");
    }

    static PropertyInfo Property(string name) => Tracer.GetType().GetProperty(name, Any)!;
    static IList Listeners => (IList)Property("Listeners").GetValue(Tracer)!;
    static object Option { set => Property("Options").SetValue(Tracer, value); }

    public string Text { get { lock (text) return text.ToString(); } }
    public override void Write(string? message) { lock (text) text.Append(message); }
    public override void WriteLine(string? message) { lock (text) text.Append(message).Append('\n'); }
    protected override void Dispose(bool disposing)
    {
        Option = Enum.Parse(Property("Options").PropertyType, "None");
        Listeners.Remove(this);
        base.Dispose(disposing);
        Turn.Release();
    }
}
