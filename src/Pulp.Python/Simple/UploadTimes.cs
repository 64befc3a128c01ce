using System.Globalization;

namespace Pulp.Python;

/// <summary>Times as PEP 700 writes them: <c>2024-01-02T03:04:05.678901Z</c>, the fraction optional.</summary>
internal static class UploadTimes
{
    /// <summary>Reads a time, UTC unless it says otherwise (the legacy JSON has no zone). Null when it is none.</summary>
    public static DateTimeOffset? Read(ReadOnlySpan<char> text)
    {
        // The shape first: TryParse alone would take much else for a time ("5", "Monday").
        if (text.Length is < 19 or > 40 || text[4] != '-' || text[7] != '-' || text[10] is not ('T' or 't' or ' ') || text[13] != ':' || text[16] != ':')
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? time
            : null;
    }

    /// <summary>Writes a time in UTC, with six digits after the second.</summary>
    public static string Write(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
