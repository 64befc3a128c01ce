using System.Diagnostics.CodeAnalysis;

namespace Pulp.Python;

/// <summary>The values that a marker is evaluated over: an environment, and the extra asked for.</summary>
internal readonly struct MarkerEnvironment
{
    private readonly IReadOnlyDictionary<string, string> _values;
    private readonly string _extra;

    public MarkerEnvironment(IReadOnlyDictionary<string, string> values, string? extra)
    {
        _values = values;
        _extra = ProjectName.Normalize(extra ?? values.GetValueOrDefault("extra", ""));
    }

    public bool TryGet(string name, [NotNullWhen(true)] out string? value)
    {
        if (name == "extra")
        {
            value = _extra;
            return true;
        }

        if (!_values.TryGetValue(name, out value)) return false;

        // A Python built from a checkout says 3.14.0+, which is no version.
        if (name == "python_full_version" && value.EndsWith('+')) value += "local";
        return true;
    }
}
