using System.Management.Automation;
using System.Reflection;
using Pulp.PS.Base;

namespace Pulp.PS.Tests.Guidelines;

/// <summary>The cmdlets by reflection.</summary>
internal static class Cmdlets
{
    private static readonly HashSet<string> Common = [.. PSCmdlet.CommonParameters, .. PSCmdlet.OptionalCommonParameters];

    internal static Assembly Assembly { get; } = typeof(PulpCmdlet).Assembly;

    internal static IReadOnlyList<CmdletShape> All { get; } =
        [.. Assembly.GetTypes().Where(t => t.GetCustomAttribute<CmdletAttribute>() is not null).Select(t => new CmdletShape(t)).OrderBy(c => c.Name, StringComparer.Ordinal)];

    internal static IEnumerable<(CmdletShape Cmdlet, ParameterShape Parameter)> Parameters => All.SelectMany(c => c.Parameters.Select(p => (c, p)));

    internal static bool IsCommon(string parameter) => Common.Contains(parameter);

    /// <summary>Verbs by which something changes, as PSScriptAnalyzer and the guidelines have them.</summary>
    internal static bool Changes(this CmdletShape cmdlet) =>
        cmdlet.Verb is "New" or "Set" or "Remove" or "Start" or "Stop" or "Restart" or "Reset" or "Update" or "Add" or "Clear" or "Sync" or "Publish" or "Import" or "Restore" or "Copy" or "Repair";
}

/// <summary>One cmdlet.</summary>
internal sealed class CmdletShape(Type type)
{
    internal Type Type => type;

    internal CmdletAttribute Attribute { get; } = type.GetCustomAttribute<CmdletAttribute>()!;

    internal string Verb => Attribute.VerbName;

    internal string Noun => Attribute.NounName;

    internal string Name => $"{Verb}-{Noun}";

    internal IReadOnlyList<ParameterShape> Parameters { get; } =
        [.. type.GetProperties().Where(p => p.GetCustomAttributes<ParameterAttribute>().Any()).Select(p => new ParameterShape(p))];

    internal IEnumerable<Type> Outputs => type.GetCustomAttributes<OutputTypeAttribute>().SelectMany(o => o.Type).Select(t => t.Type);

    /// <summary>The names of its parameter sets.</summary>
    internal IReadOnlyList<string> Sets
    {
        get
        {
            var named = Parameters.SelectMany(p => p.Attributes).Select(a => a.ParameterSetName).Where(n => n != ParameterAttribute.AllParameterSets).Distinct().ToList();
            return named.Count == 0 ? [ParameterAttribute.AllParameterSets] : named;
        }
    }

    internal ParameterShape? this[string parameter] => Parameters.FirstOrDefault(p => p.Name == parameter);

    /// <summary>The parameters of a set, each with its attribute there.</summary>
    internal IEnumerable<(ParameterShape Parameter, ParameterAttribute Attribute)> In(string set) =>
        from p in Parameters
        from a in p.Attributes
        where a.ParameterSetName == set || a.ParameterSetName == ParameterAttribute.AllParameterSets
        select (p, a);

    public override string ToString() => Name;
}

/// <summary>One parameter.</summary>
internal sealed class ParameterShape(PropertyInfo property)
{
    internal string Name => property.Name;

    internal Type Type => property.PropertyType;

    /// <summary>The type without array and Nullable.</summary>
    internal Type Plain => Nullable.GetUnderlyingType(Element) ?? Element;

    internal IReadOnlyList<ParameterAttribute> Attributes { get; } = [.. property.GetCustomAttributes<ParameterAttribute>()];

    internal IReadOnlyList<string> Aliases => property.GetCustomAttribute<AliasAttribute>() is { } alias ? [.. alias.AliasNames] : [];

    internal bool ByValue => Attributes.Any(a => a.ValueFromPipeline);

    internal bool ByName => Attributes.Any(a => a.ValueFromPipelineByPropertyName);

    internal bool Has<T>()
        where T : Attribute => property.GetCustomAttributes<T>().Any();

    private Type Element => Type.IsArray ? Type.GetElementType()! : Type;

    public override string ToString() => Name;
}
