using System.Globalization;
using System.Runtime.CompilerServices;

namespace Pulp.Python;

public sealed partial class PythonVersion
{
    [Flags]
    private enum VersionParts
    {
        None = 0,
        Release = 1,
        Epoch = 2,
        Suffix = 4,
        Local = 8,
        Trimmed = 16,
        Base = Release | Epoch,
        Public = Base | Suffix,
        All = Public | Local,
    }

    /// <summary>The normalised version (PEP 440, "Normalization"); trailing zeros of the release are kept.</summary>
    public override string ToString() => Write(VersionParts.All);

    private static string LetterOf(PreKind kind) => kind switch
    {
        PreKind.Alpha => "a",
        PreKind.Beta => "b",
        _ => "rc",
    };

    private string Write(VersionParts parts)
    {
        var text = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[96]);
        if ((parts & VersionParts.Epoch) != VersionParts.None && !EpochNumber.IsZero)
        {
            text.AppendFormatted(EpochNumber.ToString());
            text.AppendLiteral("!");
        }

        WriteRelease(ref text, (parts & VersionParts.Trimmed) != VersionParts.None ? Math.Max(TrimmedLength, 1) : _releaseLength);
        if ((parts & VersionParts.Suffix) != VersionParts.None) WriteSuffix(ref text);
        if ((parts & VersionParts.Local) != VersionParts.None && _local is not null)
        {
            text.AppendLiteral("+");
            text.AppendLiteral(_local);
        }

        return text.ToStringAndClear();
    }

    private void WriteRelease(ref DefaultInterpolatedStringHandler text, int length)
    {
        for (int i = 0; i < length; i++)
        {
            if (i > 0) text.AppendLiteral(".");
            if (_wide is not null) text.AppendFormatted(_wide.Release[i].ToString());
            else text.AppendFormatted(ReleaseAt(i).Small);
        }
    }

    private void WriteSuffix(ref DefaultInterpolatedStringHandler text)
    {
        if (HasPre)
        {
            text.AppendLiteral(LetterOf(Kind));
            text.AppendFormatted(PreNumber.ToString());
        }

        if (IsPostrelease)
        {
            text.AppendLiteral(".post");
            text.AppendFormatted(PostNumber.ToString());
        }

        if (IsDevrelease)
        {
            text.AppendLiteral(".dev");
            text.AppendFormatted(DevNumber.ToString());
        }
    }
}
