using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace MimGmsa.PowerShell.Tests;

static class Places
{
    /// <summary>The folder powershell/, or a copy of it with a mistake on purpose (mutants/run.ts).</summary>
    public static string Source { get; } = Environment.GetEnvironmentVariable("MIMGMSA_SOURCE") ?? Metadata("SourceDir");
    public static string Analyzer { get; } = Metadata("AnalyzerDir");
    public static string Profile2016 => Profile("10.0.14393");
    public static string Profile2019 => Profile("10.0.17763");
    public static string Module(string name) => Path.Combine(Source, "modules", "MimGmsa", name);
    public static string[] Declarations => Directory.GetFiles(Path.Combine(Source, "commands"), "*.json");

    /// <summary>What tools/test-powershell.ts let the TypeScript code write.</summary>
    public static string Samples => Environment.GetEnvironmentVariable("MIMGMSA_SAMPLES")
        ?? throw new InvalidOperationException("The samples are missing: start the tests with 'npm run test:powershell'.");

    /// <summary>The sample environments that the generator made bundles of.</summary>
    public static string[] SampleNames => [.. Directory.GetDirectories(Path.Combine(Samples, "bundles")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    /// <summary>The bundle folders of one sample environment, one per target.</summary>
    public static string[] Generated(string sample) => [.. Directory.GetDirectories(Path.Combine(Samples, "bundles", sample)).Order(StringComparer.Ordinal)];

    /// <summary>A script that is handed out on its own, as people get it.</summary>
    public static string Release(string name) => Path.Combine(Samples, "release", name);

    /// <summary>Every PowerShell file of the product.</summary>
    public static string[] Scripts => [.. new[] { "modules", "scripts" }.SelectMany(f => Directory.GetFiles(Path.Combine(Source, f), "*", SearchOption.AllDirectories))
        .Concat(Directory.GetFiles(Path.Combine(Samples, "release"))).DistinctBy(Path.GetFileName).Where(f => Path.GetExtension(f) is ".ps1" or ".psm1" or ".psd1").Order(StringComparer.Ordinal)];

    [ModuleInitializer]
    internal static void LoadAnalyzerFromItsFolder()
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
        {
            var path = Path.Combine(Analyzer, "PSv7", name.Name + ".dll");
            return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        };
        Environment.SetEnvironmentVariable("ProgramData", @"C:\ProgramData");
        Environment.SetEnvironmentVariable("TEMP", @"C:\Temp");
    }

    static string Profile(string build) => Directory.GetFiles(Path.Combine(Analyzer, "compatibility_profiles"), $"win-8_x64_{build}*_5.1.*.json").Single();
    static string Metadata(string key) => typeof(Places).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
