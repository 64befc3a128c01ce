using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pulp.Model;
using Pulp.PS.Internal;
using Pulp.PS.Tests.Guidelines;
using Pulp.PS.Tests.Hosting;

namespace Pulp.PS.Tests.Views;

/// <summary>What is shown: tables of 80 columns at most, sizes and times as people read them.</summary>
public sealed class ViewTests : IDisposable
{
    private readonly TestSession _session = new();

    public void Dispose() => _session.Dispose();

    public static TheoryData<int> Indexes => [.. Enumerable.Range(0, Samples.All.Count())];

    [Theory]
    [MemberData(nameof(Indexes))]
    public void TablesFit(int index)
    {
        var sample = Samples.All.ElementAt(index);
        var lines = Show(sample);
        Assert.All(lines, l => Assert.True(l.Length <= 80, l));
        // A table has one line of headers and one of data; a list would have one for each property.
        Assert.Equal(3, lines.Count);
        var headers = lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(headers.Length, lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("Store", headers);
    }

    [Fact]
    public void EveryOutputHasAView()
    {
        var shown = Samples.All.Select(s => s.GetType()).ToHashSet();
        Assert.Subset(shown, Cmdlets.All.SelectMany(c => c.Outputs).Where(t => t != typeof(bool)).ToHashSet());
        var views = XDocument.Load(Path.Combine(Module.Folder, "PulpPS.format.ps1xml")).Descendants("TypeName").Select(t => t.Value).ToHashSet();
        Assert.Subset(views, shown.Select(t => t.FullName!).ToHashSet());
    }

    [Fact]
    public void ViewsNameOnlyPropertiesThereAre()
    {
        foreach (var view in XDocument.Load(Path.Combine(Module.Folder, "PulpPS.format.ps1xml")).Descendants("View"))
        {
            var type = typeof(PulpTask).Assembly.GetType(view.Descendants("TypeName").Single().Value, throwOnError: true)!;
            var names = view.Descendants("PropertyName").Select(p => p.Value)
                .Concat(view.Descendants("ScriptBlock").SelectMany(s => s.Value.Split("$_.").Skip(1).Select(p => new string([.. p.TakeWhile(char.IsLetterOrDigit)]))));
            Assert.All(names, n => Assert.NotNull(type.GetProperty(n)));
        }
    }

    [Fact]
    public void DisplaySetsAreShortAndOfPropertiesThereAre()
    {
        foreach (var type in XDocument.Load(Path.Combine(Module.Folder, "PulpPS.types.ps1xml")).Descendants("Type"))
        {
            var names = type.Descendants("ReferencedProperties").Single().Elements("Name").Select(n => n.Value).ToList();
            Assert.InRange(names.Count, 1, 5);
            Assert.All(names, n => Assert.NotNull(typeof(PulpTask).Assembly.GetType(type.Element("Name")!.Value, throwOnError: true)!.GetProperty(n)));
        }
    }

    [Fact]
    public void NumbersStandToTheRightAndSizesAreReadable()
    {
        var plan = (PulpSyncPlan)Samples.All.First(s => s is PulpSyncPlan);
        var lines = Show(plan with { Repository = "foo", Remote = "bar", Add = 7, Size = 94_371_840 });
        Assert.EndsWith("90 MB", lines[2].TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(lines[0].IndexOf("Add", StringComparison.Ordinal) + 2, lines[2].IndexOf('7', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData(0L, "0 B")]
    [InlineData(999L, "999 B")]
    [InlineData(1000L, "1.0 KB")]
    [InlineData(1536L, "1.5 KB")]
    [InlineData(10_240L, "10 KB")]
    [InlineData(1_022_976L, "999 KB")]
    [InlineData(1_048_000L, "1.0 MB")]
    [InlineData(94_371_840L, "90 MB")]
    [InlineData(80_940_331_008L, "75 GB")]
    [InlineData(long.MaxValue, "8192 PB")]
    public void Sizes(long? bytes, string expected) => Assert.Equal(expected, InCulture(CultureInfo.InvariantCulture, () => ViewText.Size(bytes)));

    [Theory]
    [InlineData(null, "")]
    [InlineData(0.04, "0.0 s")]
    [InlineData(9.94, "9.9 s")]
    [InlineData(9.96, "10 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(60.0, "1:00")]
    [InlineData(3725.0, "1:02:05")]
    [InlineData(90061.0, "25:01:01")]
    public void Durations(double? seconds, string expected) =>
        Assert.Equal(expected, InCulture(CultureInfo.InvariantCulture, () => ViewText.Duration(seconds is { } s ? TimeSpan.FromSeconds(s) : null)));

    [Fact]
    public void TimesAreLocal()
    {
        var time = new DateTimeOffset(2026, 11, 24, 10, 12, 56, TimeSpan.Zero);
        Assert.Equal(time.ToLocalTime().ToString("g", CultureInfo.CurrentCulture), ViewText.Local(time));
        Assert.Equal(time.ToLocalTime().ToString("G", CultureInfo.CurrentCulture), ViewText.Moment(time));
        Assert.Equal(("", ""), (ViewText.Local(null), ViewText.Moment(null)));
    }

    private List<string> Show(object sample)
    {
        var before = _session.Host.Recorded.Text.Length;
        using (var shell = _session.Shell(",$args[0] | Out-Default", sample))
            shell.Invoke();
        return [.. Regex.Replace(_session.Host.Recorded.Text[before..], "\e\\[[0-9;]*m", "").Split('\n').Select(l => l.TrimEnd('\r')).Where(l => l.Trim().Length > 0)];
    }

    private static string InCulture(CultureInfo culture, Func<string> text)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            return text();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
