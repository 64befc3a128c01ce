using CsCheck;

namespace Pulp.Python.Tests.Versions;

/// <summary>Versions in any of PEP 440's spellings, numbers at the edges of the packed form among them.</summary>
internal static class VersionSpellings
{
    private static readonly Gen<string> Separator = Gen.OneOf("", ".", "-", "_");

    private static readonly Gen<string> Number = Gen.Frequency(
        (6, Gen.Int[0, 3].Select(n => n.ToString())),
        (2, Gen.OneOf("00", "01", "20240101", "223", "224", "255", "256", "65535", "65536")),
        (1, Gen.OneOf(
            "16383", "16384", "33554429", "33554430", "33554431", "33554432", "268435455", "268435456", "4294967295", "4294967296",
            "999999999999", "1000000000000", "9999999999999999999", "18446744073709551615", "18446744073709551616", "99999999999999999999999")));

    private static readonly Gen<string> NumberOrNone = Gen.Frequency((3, Number), (1, Gen.Const("")));

    private static readonly Gen<string> Pre = Gen.Select(
        Separator, Gen.OneOf("a", "b", "c", "rc", "ALPHA", "Beta", "pre", "preview"), Separator, NumberOrNone, (a, b, c, d) => a + b + c + d);

    private static readonly Gen<string> Post = Gen.OneOf<string>(
        Number.Select(n => "-" + n),
        Gen.Select(Separator, Gen.OneOf("post", "r", "REV"), Separator, NumberOrNone, (a, b, c, d) => a + b + c + d));

    private static readonly Gen<string> Dev = Gen.Select(Separator, Gen.OneOf("dev", "DEV"), Separator, NumberOrNone, (a, b, c, d) => a + b + c + d);

    private static readonly Gen<string> Local = Gen.Select(
        Gen.OneOf<string>(Number, Gen.OneOf("a", "A", "ab", "0a", "ubuntu")).Array[1, 3], Gen.OneOf(".", "-", "_"), (parts, by) => "+" + string.Join(by, parts));

    public static Gen<string> Any { get; } = Gen.Select(
        Gen.Frequency((8, Gen.Const("")), (1, Gen.Const("v")), (1, Number.Select(n => n + "!"))),
        Gen.Select(Number.Array[1, 6], Gen.Int[0, 2], (numbers, zeros) => string.Join('.', numbers) + string.Concat(Enumerable.Repeat(".0", zeros))),
        Maybe(Pre), Maybe(Post), Maybe(Dev), Maybe(Local),
        (a, b, c, d, e, f) => a + b + c + d + e + f);

    private static Gen<string> Maybe(Gen<string> part) => Gen.Frequency((2, Gen.Const("")), (1, part));
}
