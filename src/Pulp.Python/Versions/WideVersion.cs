namespace Pulp.Python;

/// <summary>The numbers of a version that does not fit the packed form: an epoch, more than four release numbers, or large ones.</summary>
internal sealed class WideVersion(VersionNumber epoch, VersionNumber[] release, VersionNumber pre, VersionNumber post, VersionNumber dev)
{
    public VersionNumber Epoch => epoch;

    /// <summary>As spelt, trailing zeros kept.</summary>
    public VersionNumber[] Release => release;

    public VersionNumber Pre => pre;

    public VersionNumber Post => post;

    public VersionNumber Dev => dev;

    public WideVersion WithDevZero() => new(epoch, release, pre, post, default);

    public static WideVersion Read(ref VersionScan scan)
    {
        ReadOnlySpan<char> text = scan.Text;
        var release = new VersionNumber[scan.ReleaseLength];
        int start = scan.ReleaseStart;
        for (int i = 0; i < release.Length; i++)
        {
            int length = text[start..scan.ReleaseEnd].IndexOf('.');
            if (length < 0) length = scan.ReleaseEnd - start;
            release[i] = VersionNumber.Read(text.Slice(start, length));
            start += length + 1;
        }

        VersionNumber epoch = scan.EpochEnd < 0 ? default : VersionNumber.Read(text[..scan.EpochEnd].TrimStart("vV"));
        return new WideVersion(
            epoch,
            release,
            VersionNumber.Read(text[scan.PreStart..scan.PreEnd]),
            VersionNumber.Read(text[scan.PostStart..scan.PostEnd]),
            VersionNumber.Read(text[scan.DevStart..scan.DevEnd]));
    }
}
