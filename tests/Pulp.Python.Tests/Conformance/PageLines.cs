namespace Pulp.Python.Tests.Conformance;

/// <summary>Files of pages as lines that can be compared.</summary>
internal static class PageLines
{
    public static string Of(SimpleFile file) => Of(
        file.FileName, file.PackageType, file.Version, file.Digests.All(), file.Yanked, file.RequiresPython, file.CoreMetadata?.All());

    public static string Of(
        string? fileName,
        string? packageType,
        string? version,
        IEnumerable<KeyValuePair<string, string>> digests,
        string? yanked,
        string? requiresPython,
        IEnumerable<KeyValuePair<string, string>>? metadata) =>
        $"{fileName} type={packageType} version={version} digests={Show(digests)} yanked={Show(yanked)} python={Show(requiresPython)} metadata={Show(metadata)}";

    private static string Show(string? text) => text is null ? "null" : $"«{text}»";

    private static string Show(IEnumerable<KeyValuePair<string, string>>? digests) =>
        digests is null ? "null" : $"{{{string.Join(",", digests.Select(d => $"{d.Key}:{d.Value}"))}}}";
}
