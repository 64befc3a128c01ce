using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.Data.Sqlite;

// An application that hosts PowerShell and has an older SQLite of its own in use: MANIFEST SCRIPT [ARGUMENT...].
// It prints what the script writes, a line an object, and errors with their ids on stderr; 1 after an error.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
using var connection = new SqliteConnection("Data Source=:memory:");
connection.Open();
Console.WriteLine($"host: {typeof(SqliteConnection).Assembly.GetName().Version} {connection.ServerVersion}");

var state = InitialSessionState.CreateDefault2();
state.ThrowOnRunspaceOpenError = true;
state.ImportPSModule([args[0]]);
using var runspace = RunspaceFactory.CreateRunspace(state);
runspace.Open();
using var shell = PowerShell.Create(runspace);
shell.AddCommand(args[1]);
foreach (var argument in args.Skip(2))
    shell.AddArgument(argument);
var output = new PSDataCollection<PSObject>();
output.DataAdded += (_, added) => Console.WriteLine(output[added.Index]);
shell.Streams.Error.DataAdded += (_, added) => Show(shell.Streams.Error[added.Index]);
try
{
    shell.Invoke(null, output);
}
catch (RuntimeException e)
{
    Show(e.ErrorRecord);
    return 1;
}
using (var again = connection.CreateCommand())
{
    // Ours must not have disturbed theirs either.
    again.CommandText = "SELECT sqlite_version()";
    Console.WriteLine($"host: {again.ExecuteScalar()}");
}
return shell.HadErrors ? 1 : 0;

static void Show(ErrorRecord record) => Console.Error.WriteLine($"{record.FullyQualifiedErrorId}: {record}");
