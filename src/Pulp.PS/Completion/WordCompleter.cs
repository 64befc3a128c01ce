using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Pulp.PS.Completion;

/// <summary>The base of the completers that offer fixed words. Other words bind all the same: the store judges them.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    private readonly (string Word, string Tip)[] _words;

    private protected WordCompleter(params (string Word, string Tip)[] words) => _words = words;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = CompletionWord.Of(wordToComplete);
        return [.. _words.Where(w => word.Fits(w.Word)).Select(w => word.Result(w.Word, w.Tip))];
    }
}

/// <summary>Completes package types.</summary>
public sealed class PackageTypeCompleter() : WordCompleter(
    ("sdist", "Source archives"),
    ("bdist_wheel", "Wheels"),
    ("bdist_egg", "Eggs"),
    ("bdist_wininst", "Installers for Windows (.exe)"),
    ("bdist_msi", "Installers for Windows (.msi)"),
    ("bdist_rpm", "RPM packages"),
    ("bdist_dumb", "Archives of built files"),
    ("bdist_dmg", "Disk images for macOS"));

/// <summary>Completes platforms that can be left out.</summary>
public sealed class PlatformCompleter() : WordCompleter(
    ("windows", "Files for Windows"),
    ("macos", "Files for macOS"),
    ("linux", "Files for Linux"),
    ("freebsd", "Files for FreeBSD"));
