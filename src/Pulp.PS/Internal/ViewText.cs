using System.Collections;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Pulp.Model;

namespace Pulp.PS.Internal;

/// <summary>Text for views and progress, in the user's culture. Public for PulpPS.format.ps1xml; nothing for scripts.</summary>
public static class ViewText
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB", "PB"];

    /// <summary>A size as people read it: 512 B, 3.4 KB, 90 MB. Null: empty.</summary>
    /// <param name="bytes">Bytes, from 0.</param>
    public static string Size(long? bytes)
    {
        if (bytes is not { } left)
            return "";
        var (value, unit) = ((double)left, 0);
        // 999.5 would be written 1000: it belongs to the next unit.
        while (value >= 999.5 && unit < Units.Length - 1)
            (value, unit) = (value / 1024, unit + 1);
        var format = unit == 0 || value >= 9.95 ? "0" : "0.0";
        return $"{value.ToString(format, CultureInfo.CurrentCulture)} {Units[unit]}";
    }

    /// <summary>The names of certificates, a comma between.</summary>
    public static string Authorities(IEnumerable<X509Certificate2>? authorities) => string.Join("; ", (authorities ?? []).Select(a => a.Subject));

    /// <summary>A time as it is here: date and minutes. Null: empty.</summary>
    public static string Local(DateTimeOffset? time) =>
        time is { } given ? given.ToLocalTime().ToString("g", CultureInfo.CurrentCulture) : "";

    /// <summary>A time as it is here, to the second. Null: empty.</summary>
    public static string Moment(DateTimeOffset? time) =>
        time is { } given ? given.ToLocalTime().ToString("G", CultureInfo.CurrentCulture) : "";

    /// <summary>A span as people read it: 0.4 s, 12 s, 3:05, 2:03:05. Null: empty.</summary>
    public static string Duration(TimeSpan? span) => span switch
    {
        null => "",
        { TotalSeconds: < 9.95 } s => s.TotalSeconds.ToString("0.0", CultureInfo.CurrentCulture) + " s",
        { TotalSeconds: < 59.5 } s => s.TotalSeconds.ToString("0", CultureInfo.CurrentCulture) + " s",
        { TotalHours: < 1 } s => s.ToString(@"m\:ss", CultureInfo.InvariantCulture),
        { } s => ((int)s.TotalHours).ToString(CultureInfo.InvariantCulture) + s.ToString(@"\:mm\:ss", CultureInfo.InvariantCulture),
    };

    /// <summary>What a remote asks for: the number of its includes, or all.</summary>
    public static string Projects(PulpPythonRemote remote)
    {
        ArgumentNullException.ThrowIfNull(remote);
        return remote.AllProjects ? "all" : remote.Include.Count.ToString(CultureInfo.CurrentCulture);
    }

    /// <summary>Several things in one line.</summary>
    public static string List(IEnumerable? items) => string.Join(", ", Texts(items));

    /// <summary>Several things, each in its own line.</summary>
    public static string Lines(IEnumerable? items) => string.Join(Environment.NewLine, Texts(items));

    private static IEnumerable<string?> Texts(IEnumerable? items) => items?.Cast<object?>().Select(i => i?.ToString()) ?? [];
}
