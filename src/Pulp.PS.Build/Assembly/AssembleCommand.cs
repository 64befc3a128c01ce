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
        var command = new Command("assemble", "Makes out/: the module's folder and the shell's.") { root, output, module, engine, shell, stamp };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(root).FullName, parsed.GetRequiredValue(output).FullName, parsed.GetRequiredValue(module).FullName,
            parsed.GetRequiredValue(engine).FullName, parsed.GetRequiredValue(shell).FullName, parsed.GetRequiredValue(stamp).FullName));
        return command;
    }

    private static void Run(string root, string output, string module, string engine, string shell, string stamp)
    {
        Directory.CreateDirectory(output);
        using var alone = TakeTurn(Path.Combine(output, ".lock"));
        AssembleModule(root, Path.Combine(output, ModuleLayout.ModuleName), module, engine);
        AssembleShell(Path.Combine(output, "shell"), shell);
        // Another configuration's stamp must not say that its files are here.
        foreach (var other in Directory.GetFiles(output, "*.stamp"))
            File.Delete(other);
        File.WriteAllText(stamp, "");
    }

    private static void AssembleModule(string root, string place, string module, string engine)
    {
        using var folder = new StagedFolder(place);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "src", "Pulp.PS"), "*.ps1xml").Prepend(Path.Combine(root, "PulpPS.psd1")))
            folder.Add(file, Path.GetFileName(file));
        folder.Add(module, Path.GetFileName(module));
        folder.Add(Path.Combine(Path.GetDirectoryName(module)!, ModuleLayout.Model), ModuleLayout.Model);
        foreach (var (source, target) in EngineClosure.Read(engine))
            folder.Add(source, Path.Combine("lib", target));
        HelpBuilder.Build(Path.Combine(root, "docs"), Path.Combine(folder.Root, HelpBuilder.Culture));
        folder.Commit();
    }

    private static void AssembleShell(string place, string shell)
    {
        using var folder = new StagedFolder(place);
        var source = Path.GetDirectoryName(shell)!;
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            if (IsNeeded(Path.GetFileName(file)))
                folder.Add(file, Path.GetRelativePath(source, file));
        }
        folder.Commit();
    }

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
