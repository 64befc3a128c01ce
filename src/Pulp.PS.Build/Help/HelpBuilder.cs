using System.Text;
using System.Xml;

namespace Pulp.PS.Build.Help;

/// <summary>Makes the module's help folder from docs/: one XML file of all pages, and the topics as they are.</summary>
internal static class HelpBuilder
{
    public const string Culture = "en-US";
    private const int MostColumns = 80;

    /// <param name="docs">The folder with <c>Verb-Noun.md</c> and <c>about_*.help.txt</c>.</param>
    /// <param name="target">The culture's folder, which exists afterwards.</param>
    public static void Build(string docs, string target)
    {
        Directory.CreateDirectory(target);
        var pages = Pages(docs).Select(PageReader.Read).ToList();
        if (pages.Count == 0)
            throw new BuildException("PULP011", "there is no page of a cmdlet", docs);
        // The same bytes on every machine.
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) };
        using (var writer = XmlWriter.Create(Path.Combine(target, "PulpPS-Help.xml"), settings))
            MamlWriter.Write(pages).Save(writer);
        foreach (var topic in Directory.EnumerateFiles(docs, "about_*.help.txt").Order(StringComparer.Ordinal))
        {
            CheckTopic(topic);
            File.Copy(topic, Path.Combine(target, Path.GetFileName(topic)));
        }
    }

    /// <summary>The files that are pages of cmdlets, in order.</summary>
    public static IEnumerable<string> Pages(string docs) =>
        Directory.EnumerateFiles(docs, "*-*.md").Order(StringComparer.Ordinal);

    private static void CheckTopic(string file)
    {
        var lines = File.ReadAllLines(file);
        var name = Path.GetFileName(file).Replace(".help.txt", "", StringComparison.Ordinal);
        // Get-Help finds a topic and its synopsis by this form.
        if (lines is not ["TOPIC", var topic, "", "SYNOPSIS", ..] || topic != $"    {name}")
            throw new BuildException("PULP012", $"a topic begins with TOPIC, its name indented by four, an empty line, SYNOPSIS", file, 1);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > MostColumns)
                throw new BuildException("PULP012", $"longer than {MostColumns} columns", file, i + 1);
        }
    }
}
