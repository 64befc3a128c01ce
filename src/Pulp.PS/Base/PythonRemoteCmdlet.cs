using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Binding;
using Pulp.PS.Completion;

namespace Pulp.PS.Base;

/// <summary>The settings that New- and Set-PulpPythonRemote share. Nothing is judged here: the store checks them all in one call.</summary>
public abstract class PythonRemoteCmdlet : StoreCmdlet
{
    private protected PythonRemoteCmdlet()
    {
    }

    /// <summary>The index: its root, its simple/ folder, a local folder or a file:// url.</summary>
    [Parameter]
    [AllowNull]
    public virtual PulpUrl? Url { get; set; }

    /// <summary>What to sync: requirement strings ('django~=2.0'), hashtables or objects with name, version_specifier and digests.</summary>
    [Parameter]
    [FilterItem]
    public PulpFilterItem[]? Include { get; set; }

    /// <summary>What to leave out of it, in the same forms.</summary>
    [Parameter]
    [FilterItem]
    public PulpFilterItem[]? Exclude { get; set; }

    /// <summary>Every project the index lists, instead of -Include.</summary>
    [Parameter]
    public SwitchParameter AllProjects { get; set; }

    /// <summary>Pre-releases too, whatever the specifiers say.</summary>
    [Parameter]
    public SwitchParameter Prerelease { get; set; }

    /// <summary>When the bytes of files are fetched: in the sync (Immediate) or when they are first asked for (OnDemand).</summary>
    [Parameter]
    public PulpPolicy Policy { get; set; }

    /// <summary>Only files of these types: sdist, bdist_wheel … Empty: all.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(PackageTypeCompleter))]
    public string[]? PackageType { get; set; }

    /// <summary>Leaves out files for these platforms: windows, macos, freebsd, linux.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(PlatformCompleter))]
    public string[]? ExcludePlatform { get; set; }

    /// <summary>Only the newest n versions of each project, counted after all other filters. 0: all.</summary>
    [Parameter]
    public int KeepLatest { get; set; }

    /// <summary>How many files are fetched at once, 1 to 100.</summary>
    [Parameter]
    public int Concurrency { get; set; }

    /// <summary>The longest time without a byte, connecting or reading, in seconds. Not the time for a whole file.</summary>
    [Parameter]
    public int TimeoutSec { get; set; }

    /// <summary>How often a request is repeated after an error that may pass.</summary>
    [Parameter]
    public int MaximumRetryCount { get; set; }

    /// <summary>The settings that were given; the others null. On the pipeline's thread: a path as -Url is relative to its location.</summary>
    private protected RemoteSettings Settings() => new()
    {
        Url = IsGiven(nameof(Url)) ? Url?.Text(SessionState) ?? "" : null,
        Include = Include,
        Exclude = Exclude,
        AllProjects = IsGiven(nameof(AllProjects)) ? AllProjects.IsPresent : null,
        Prerelease = IsGiven(nameof(Prerelease)) ? Prerelease.IsPresent : null,
        Policy = IsGiven(nameof(Policy)) ? Policy : null,
        PackageType = IsGiven(nameof(PackageType)) ? PackageType ?? [] : null,
        ExcludePlatform = IsGiven(nameof(ExcludePlatform)) ? ExcludePlatform ?? [] : null,
        KeepLatest = IsGiven(nameof(KeepLatest)) ? KeepLatest : null,
        Concurrency = IsGiven(nameof(Concurrency)) ? Concurrency : null,
        TimeoutSec = IsGiven(nameof(TimeoutSec)) ? TimeoutSec : null,
        MaximumRetryCount = IsGiven(nameof(MaximumRetryCount)) ? MaximumRetryCount : null,
    };
}
