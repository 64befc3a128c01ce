using BenchmarkDotNet.Attributes;
using Pulp.Python;
using Pulp.Python.Tests.Conformance;
using Pulp.Python.Tests.Versions;

namespace Pulp.Benchmarks;

/// <summary>The formats, on the work that their speed is measured on: 100,000 versions, pages of 10,000 files.</summary>
[MemoryDiagnoser]
public class FormatBenchmarks
{
    private const long Limit = 256L << 20;
    private string[] _spellings = [];
    private PythonVersion[] _tenth = [];
    private SpecifierSet _set = null!;
    private byte[] _html = [];
    private byte[] _json = [];
    private IReadOnlyList<SimpleFile> _files = [];
    private Selector _selector = null!;

    /// <summary>Makes the work.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _spellings = [.. MeasuredVersions.Spellings()];
        _tenth = [.. _spellings.Where((_, i) => i % 10 == 0).Select(PythonVersion.Parse)];
        _set = SpecifierSet.TryParse(">=1.2,!=5.*,<15,!=7.3.1", out var set, out var reason) ? set : throw new InvalidOperationException(reason);
        _html = GeneratedPages.Make(json: false, 3, 10_000);
        _json = GeneratedPages.Make(json: true, 3, 10_000);
        _files = ReadJson().Files;
        _selector = new Selector(new Selection { Includes = [new Pulp.Model.PulpFilterItem { Name = "gen-pkg", VersionSpecifier = ">=10,!=20.*" }] });
    }

    /// <summary>100,000 versions, read.</summary>
    [Benchmark]
    public int ParseVersions() => _spellings.Count(s => PythonVersion.TryParse(s, out _));

    /// <summary>10,000 versions, sorted.</summary>
    [Benchmark]
    public PythonVersion[] SortVersions()
    {
        PythonVersion[] copy = [.. _tenth];
        Array.Sort(copy);
        return copy;
    }

    /// <summary>100,000 version texts through a specifier.</summary>
    [Benchmark]
    public int FilterVersions() => _set.Filter(_spellings, null).Count;

    /// <summary>A page of 10,000 files, HTML.</summary>
    [Benchmark]
    public int ReadHtmlPage() => SimplePageReader.Read(new MemoryStream(_html), "gen-pkg", "https://index.example/simple/gen-pkg/", "text/html", Limit).Page!.Files.Count;

    /// <summary>A page of 10,000 files, JSON.</summary>
    [Benchmark]
    public int ReadJsonPage() => ReadJson().Files.Count;

    /// <summary>10,000 files, selected.</summary>
    [Benchmark]
    public int SelectFiles() => _selector.Select("gen-pkg", _files).Count(d => d.Selected);

    private SimplePage ReadJson() => SimplePageReader.Read(
        new MemoryStream(_json), "gen-pkg", "https://index.example/simple/gen-pkg/", "application/vnd.pypi.simple.v1+json", Limit).Page!;
}
