using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Pulp.PS.Tests.Docs;

/// <summary>The cmdlets as PowerShell sees them, in a runspace of the tests' own.</summary>
public sealed class CmdletTable : IDisposable
{
    private static readonly Type[] CmdletTypes = typeof(Base.PulpCmdlet).Assembly.GetExportedTypes()
        .Where(t => !t.IsAbstract && t.IsDefined(typeof(CmdletAttribute), inherit: false)).ToArray();

    private readonly Runspace _runspace;

    public CmdletTable()
    {
        var state = InitialSessionState.CreateDefault2();
        foreach (var type in CmdletTypes)
            state.Commands.Add(new SessionStateCmdletEntry(NameOf(type), type, null));
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        All = Names.ToDictionary(n => n, n => (CmdletInfo)_runspace.SessionStateProxy.InvokeCommand.GetCommand(n, CommandTypes.Cmdlet), StringComparer.OrdinalIgnoreCase);
    }

    public static IEnumerable<string> Names => CmdletTypes.Select(NameOf).Order(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, CmdletInfo> All { get; }

    /// <summary>Its own parameters, without those that every cmdlet has.</summary>
    public static IEnumerable<ParameterMetadata> Own(CmdletInfo cmdlet) => cmdlet.Parameters.Values.Where(p => !Cmdlet.CommonParameters.Contains(p.Name));

    /// <summary>Runs something that needs the runspace to resolve commands. Runspaces are bound to threads.</summary>
    public T With<T>(Func<T> work)
    {
        var before = Runspace.DefaultRunspace;
        Runspace.DefaultRunspace = _runspace;
        try
        {
            return work();
        }
        finally
        {
            Runspace.DefaultRunspace = before;
        }
    }

    /// <summary>True for what the engine has without any module: such commands may stand in scripts for every host.</summary>
    public bool IsOfEngine(string name) => _runspace.SessionStateProxy.InvokeCommand.GetCommand(name, CommandTypes.Cmdlet | CommandTypes.Function) is not null;

    public void Dispose() => _runspace.Dispose();

    private static string NameOf(Type type)
    {
        var attribute = type.GetCustomAttributes(typeof(CmdletAttribute), inherit: false).Cast<CmdletAttribute>().Single();
        return $"{attribute.VerbName}-{attribute.NounName}";
    }
}
