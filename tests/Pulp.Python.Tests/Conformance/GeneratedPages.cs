using System.Security.Cryptography;
using System.Text;

namespace Pulp.Python.Tests.Conformance;

/// <summary>Pages of a made-up project, as many files as wanted, the same for the same seed.</summary>
internal static class GeneratedPages
{
    public static byte[] Make(bool json, uint seed, int count)
    {
        var text = new StringBuilder(json
            ? "{\"meta\":{\"api-version\":\"1.1\"},\"name\":\"gen-pkg\",\"files\":["
            : "<!DOCTYPE html>\n<html><head><meta name=\"pypi:repository-version\" content=\"1.1\"><title>Links for gen-pkg</title></head><body>\n");
        uint x = seed;
        uint Next() => x = unchecked((x * 1664525) + 1013904223);
        for (int i = 0; i < count; i++)
        {
            uint p = Next() >> 16, q = Next() >> 24, r = Next() >> 28;
            string version = $"{p % 100}.{q % 50}.{r}.post{i}";
            string name = (i % 3) switch
            {
                0 => $"gen_pkg-{version}-py3-none-any.whl",
                1 => $"gen-pkg-{version}.tar.gz",
                _ => $"gen_pkg-{version}-cp311-cp311-manylinux_2_17_x86_64.whl",
            };
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
            if (json)
                text.Append($$"""{{(i > 0 ? "," : "")}}{"filename":"{{name}}","url":"../../files/{{name}}","hashes":{"sha256":"{{hash}}"},"requires-python":">=3.{{q % 14}}","yanked":{{(r == 0 ? "\"gen\"" : "false")}}}""");
            else
                text.Append($"<a href=\"../../files/{name}#sha256={hash}\" data-requires-python=\"&gt;=3.{q % 14}\"{(r == 0 ? " data-yanked=\"gen\"" : "")}>{name}</a><br/>\n");
        }
        return Encoding.UTF8.GetBytes(text.Append(json ? "]}" : "</body></html>\n").ToString());
    }
}
