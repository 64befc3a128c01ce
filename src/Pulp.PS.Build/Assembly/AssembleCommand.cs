using System.CommandLine;
using Pulp.PS.Build.Help;

namespace Pulp.PS.Build.Assembly;

/// <summary>Makes <c>out/</c>: the importable module and the shell, from what the compiler left.</summary>
internal static class AssembleCommand
{
    public static Command Create()
    {
        var root = new Option<DirectoryInfo>("--root") { Description = "The repository's folder.", Required = true };
        var output = new Option<DirectoryInfo>("--out") { Description = "Where PulpPS/ and shell/ go.", Required = true };
        var module = new Option<FileInfo>("--module") { Description = "Pulp.PS.dll in its output folder.", Required = true };
        var engine = new Option<FileInfo>("--engine") { Description = "Pulp.Engine.dll in its output folder.", Required = true };
        var shell = new Option<FileInfo>("--shell") { Description = "pulpsh.dll in its output folder.", Required = true };
        var stamp = new Option<FileInfo>("--stamp") { Description = "Touched at the end; other stamps beside it are removed.", Required = true };
        var crossgen = new Option<FileInfo?>("--crossgen") { Description = "The compiler that compiles ahead of time; without it nothing is." };
        var cache = new Option<DirectoryInfo?>("--cache") { Description = "Where it keeps its results." };
        var platform = new Option<string?>("--platform") { Description = "The identifier of the platform it compiles for." };
        var command = new Command("assemble", "Makes out/: the module's folder and the shell's.") { root, output, module, engine, shell, stamp, crossgen, cache, platform };
        command.SetAction(parsed =>
        {
            var into = parsed.GetRequiredValue(output).FullName;
            var precompiler = new Precompiler(parsed.GetValue(crossgen)?.FullName, parsed.GetValue(cache)?.FullName ?? into);
            Directory.CreateDirectory(into);
            using var alone = TakeTurn(Path.Combine(into, ".lock"));
            AssembleModule(
                parsed.GetRequiredValue(root).FullName, Path.Combine(into, ModuleLayout.ModuleName), parsed.GetRequiredValue(module).FullName,
                parsed.GetRequiredValue(engine).FullName, precompiler, parsed.GetValue(platform));
            AssembleShell(Path.Combine(into, "shell"), parsed.GetRequiredValue(shell).FullName, precompiler);
            Stamp(into, parsed.GetRequiredValue(stamp).FullName);
        });
        return command;
    }

    private static void Stamp(string output, string stamp)
    {
        // Another configuration's stamp must not say that its files are here.
        foreach (var other in Directory.GetFiles(output, "*.stamp"))
            File.Delete(other);
        File.WriteAllText(stamp, "");
    }

    private static void AssembleModule(string root, string place, string module, string engine, Precompiler precompiler, string? platform)
    {
        using var folder = new StagedFolder(place);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "src", "Pulp.PS"), "*.ps1xml").Prepend(Path.Combine(root, "PulpPS.psd1")))
            folder.Add(file, Path.GetFileName(file));
        folder.Add(module, Path.GetFileName(module));
        folder.Add(Path.Combine(Path.GetDirectoryName(module)!, ModuleLayout.Model), ModuleLayout.Model);
        var closure = EngineClosure.Read(engine);
        foreach (var (source, target) in closure)
            folder.Add(source, Path.Combine("lib", target));
        if (precompiler.IsThere && platform is not null)
        {
            // Beside what runs everywhere: the load context takes these where they fit.
            List<string> managed = [.. closure.Where(f => f.Target.EndsWith(".dll", StringComparison.Ordinal) && Path.GetFileName(f.Target) == f.Target).Select(f => f.Source)];
            var compiled = precompiler.Compile(managed, [Path.GetDirectoryName(engine)!]);
            for (var i = 0; i < managed.Count; i++)
                folder.Add(compiled[i], Path.Combine("lib", ModuleLayout.Precompiled, platform, Path.GetFileName(managed[i])));
        }
        HelpBuilder.Build(Path.Combine(root, "docs"), Path.Combine(folder.Root, HelpBuilder.Culture));
        folder.Commit();
    }

    private static void AssembleShell(string place, string shell, Precompiler precompiler)
    {
        using var folder = new StagedFolder(place);
        var source = Path.GetDirectoryName(shell)!;
        var files = Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Where(f => IsNeeded(Path.GetFileName(f))).ToList();
        var started = precompiler.IsThere ? files.Where(f => f == shell || IsPowerShell(f)).ToList() : [];
        var compiled = precompiler.Compile(started, [source, .. started.Select(f => Path.GetDirectoryName(f)!).Distinct(StringComparer.Ordinal)]);
        foreach (var file in files)
            folder.Add(started.IndexOf(file) is >= 0 and var at ? compiled[at] : file, Path.GetRelativePath(source, file));
        folder.Commit();
    }

    /// <summary>PowerShell itself for this system: its package holds code that every start would compile again.</summary>
    private static bool IsPowerShell(string file) =>
        Path.GetFileName(file) == "System.Management.Automation.dll"
        && !file.Contains(Path.Combine("runtimes", OperatingSystem.IsWindows() ? "unix" : "win") + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static bool IsNeeded(string name) =>
        !name.EndsWith(".pdb", StringComparison.Ordinal) && !name.EndsWith(".xml", StringComparison.Ordinal)
        && !name.StartsWith("build.manifest", StringComparison.Ordinal);

    /// <summary>Two builds of one checkout take turns.</summary>
    private static FileStream TakeTurn(string file)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (tries < 600)
            {
                Thread.Sleep(100);
            }
        }
    }
}
