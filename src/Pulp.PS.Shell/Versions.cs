using System.Diagnostics;
using System.Management.Automation;
using System.Reflection;

namespace Pulp.PS.Shell;

/// <summary>What <c>--version</c> and the host tell.</summary>
internal static class Versions
{
    public static Version Shell { get; } = typeof(Versions).Assembly.GetName().Version ?? new Version(0, 0);

    public static string PowerShell
    {
        get
        {
            var text = typeof(PSObject).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
                ?? FileVersionInfo.GetVersionInfo(typeof(PSObject).Assembly.Location).ProductVersion ?? "?";
            return text.Split(' ', '+')[0];
        }
    }
}
