using System.CommandLine;

namespace Pulp.PS.Build.Help;

/// <summary>Makes the help alone, for those who write pages and want to see them.</summary>
internal static class HelpCommand
{
    public static Command Create()
    {
        var docs = new Option<DirectoryInfo>("--docs") { Description = "The folder of the pages.", Required = true };
        var target = new Option<DirectoryInfo>("--target") { Description = "The folder to make, en-US.", Required = true };
        var command = new Command("help", "Makes PulpPS-Help.xml and the topics from docs/.") { docs, target };
        command.SetAction(parsed => HelpBuilder.Build(parsed.GetRequiredValue(docs).FullName, parsed.GetRequiredValue(target).FullName));
        return command;
    }
}
