using System.CommandLine;
using Pulp.PS.Build.Assembly;
using Pulp.PS.Build.Help;

namespace Pulp.PS.Build;

/// <summary>The tool that the build runs. It is never shipped.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        var root = new RootCommand("Builds what the compiler does not: the module's folder and its help.")
        {
            AssembleCommand.Create(),
            HelpCommand.Create(),
        };
        try
        {
            return root.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (BuildException e)
        {
            Console.Error.WriteLine(e);
            return 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(new BuildException("PULP000", e.Message));
            return 1;
        }
    }
}
