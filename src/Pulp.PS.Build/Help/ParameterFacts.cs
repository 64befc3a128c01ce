using YamlDotNet.Serialization;

namespace Pulp.PS.Build.Help;

/// <summary>The YAML block of a parameter, by the PlatyPS schema 2024-05-01.</summary>
internal sealed class ParameterFacts
{
    public string Type { get; set; } = "";

    public string DefaultValue { get; set; } = "";

    public bool SupportsWildcards { get; set; }

    public List<string> Aliases { get; set; } = [];

    public List<ParameterSetFacts> ParameterSets { get; set; } = [];

    public bool DontShow { get; set; }

    public List<string> AcceptedValues { get; set; } = [];

    public string HelpMessage { get; set; } = "";

    /// <summary>As syntax shows it: without namespaces, and without the wrapper that makes a value optional.</summary>
    [YamlIgnore]
    public string ShortType
    {
        get
        {
            const string nullable = "System.Nullable`1[";
            var name = Type.StartsWith(nullable, StringComparison.Ordinal) ? Type[nullable.Length..^1] : Type;
            return name[(name.LastIndexOf('.') + 1)..];
        }
    }

    [YamlIgnore]
    public bool IsSwitch => ShortType == "SwitchParameter";

    public ParameterSetFacts? In(string set) =>
        ParameterSets.Find(facts => facts.Name == set) ?? ParameterSets.Find(facts => facts.Name == ParameterSetFacts.All);
}

/// <summary>What a parameter is in one parameter set, or in all of them.</summary>
internal sealed class ParameterSetFacts
{
    public const string All = "(All)";

    public string Name { get; set; } = "";

    /// <summary>A number from 0, or <c>Named</c>.</summary>
    public string Position { get; set; } = "Named";

    public bool IsRequired { get; set; }

    public bool ValueFromPipeline { get; set; }

    public bool ValueFromPipelineByPropertyName { get; set; }

    public bool ValueFromRemainingArguments { get; set; }
}
