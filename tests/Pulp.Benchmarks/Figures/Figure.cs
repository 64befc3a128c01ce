using System.Globalization;

namespace Pulp.Benchmarks.Figures;

/// <summary>What was measured of one thing, in seconds or MiB.</summary>
internal sealed class Figure
{
    private readonly List<double> _values = [];

    /// <summary>How often.</summary>
    internal int Count => _values.Count;

    /// <summary>The middle value.</summary>
    internal double Median
    {
        get
        {
            var sorted = _values.Order().ToList();
            return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
        }
    }

    internal void Add(double value) => _values.Add(value);

    /// <summary>Median, and from least to most.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Median:0.000} ({_values.Min():0.000} to {_values.Max():0.000}, {Count} times)");
}

/// <summary>The figures of a run, by name.</summary>
internal sealed class FigureTable
{
    private readonly Dictionary<string, Figure> _figures = new(StringComparer.Ordinal);

    internal Figure this[string name] => _figures.TryGetValue(name, out var figure) ? figure : _figures[name] = new Figure();

    internal bool Has(string name) => _figures.ContainsKey(name);

    /// <summary>Takes the <c>name value …</c> lines of a script.</summary>
    internal void AddLines(string lines)
    {
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.Split(' ') is [var name, var value, ..] && double.TryParse(value, CultureInfo.InvariantCulture, out var number)) this[name].Add(number);
        }
    }

    /// <summary>Prints a figure with what it must stay below.</summary>
    internal static void Print(string what, double value, string must) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-58} {value,10:0.###}   must {must}"));
}
