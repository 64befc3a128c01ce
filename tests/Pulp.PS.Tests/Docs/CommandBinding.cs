using System.Management.Automation;
using System.Management.Automation.Language;

namespace Pulp.PS.Tests.Docs;

/// <summary>Parses a script and binds each call of one of our cmdlets, without running anything.</summary>
internal static class CommandBinding
{
    /// <summary>What is wrong with a script; empty when all of it is right.</summary>
    public static IReadOnlyList<string> Faults(CmdletTable cmdlets, string script) => cmdlets.With(() =>
    {
        var tree = Parser.ParseInput(script, out _, out var errors);
        var faults = errors.Select(e => $"line {e.Extent.StartLineNumber}: {e.Message}").ToList();
        foreach (var call in Calls(tree))
        {
            var name = call.GetCommandName();
            if (cmdlets.All.TryGetValue(name, out var cmdlet))
                faults.AddRange(Faults(cmdlet, call).Select(f => $"{call.Extent.Text}: {f}"));
            else if (name.Contains("-Pulp", StringComparison.OrdinalIgnoreCase))
                faults.Add($"{name} is no cmdlet of ours");
        }
        return faults;
    });

    public static IEnumerable<CommandAst> Calls(Ast tree) => tree.FindAll(a => a is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>().Where(c => c.GetCommandName() is not null);

    private static IEnumerable<string> Faults(CmdletInfo cmdlet, CommandAst call)
    {
        // What is splatted is known at run time only: of the rest, the names are looked at.
        if (call.CommandElements.Any(e => e is VariableExpressionAst { Splatted: true }))
        {
            foreach (var given in call.CommandElements.OfType<CommandParameterAst>().Where(p => !cmdlet.Parameters.ContainsKey(p.ParameterName)))
                yield return $"{given.ParameterName} is no parameter";
            yield break;
        }
        var binding = StaticParameterBinder.BindCommand(call, resolve: true);
        foreach (var fault in binding.BindingExceptions)
            yield return $"{fault.Key}: {fault.Value.BindingException.Message}";
        var bound = binding.BoundParameters.Keys.Where(k => cmdlet.Parameters.ContainsKey(k)).ToList();
        var sets = cmdlet.ParameterSets.Where(s => bound.TrueForAll(b => s.Parameters.Any(p => p.Name.Equals(b, StringComparison.OrdinalIgnoreCase)))).ToList();
        if (sets.Count == 0)
            yield return $"no parameter set has {string.Join(", ", bound)} together";
        else if (!sets.Exists(s => Missing(s, bound, IsFed(call)).Length == 0))
            yield return $"mandatory and not given: {string.Join(", ", Missing(sets[0], bound, IsFed(call)))}";
        foreach (var (name, value) in binding.BoundParameters)
        {
            if (cmdlet.Parameters.TryGetValue(name, out var parameter) && Conversion(parameter, value) is { } fault)
                yield return fault;
        }
    }

    private static string[] Missing(CommandParameterSetInfo set, List<string> bound, bool fed) => set.Parameters
        .Where(p => p.IsMandatory && !bound.Contains(p.Name, StringComparer.OrdinalIgnoreCase) && !(fed && (p.ValueFromPipeline || p.ValueFromPipelineByPropertyName)))
        .Select(p => "-" + p.Name).ToArray();

    /// <summary>True when something is piped in.</summary>
    private static bool IsFed(CommandAst call) => call.Parent is PipelineAst pipeline && pipeline.PipelineElements[0] != call;

    /// <summary>A value that is written out must fit its parameter, unless a transformation takes anything.</summary>
    private static string? Conversion(ParameterMetadata parameter, ParameterBindingResult given)
    {
        if (given.Value is not ExpressionAst expression || parameter.Attributes.OfType<ArgumentTransformationAttribute>().Any())
            return null;
        object value;
        try
        {
            value = expression.SafeGetValue();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
        return LanguagePrimitives.TryConvertTo(value, parameter.ParameterType, out _) ? null : $"-{parameter.Name} takes no {expression.Extent.Text}";
    }
}
