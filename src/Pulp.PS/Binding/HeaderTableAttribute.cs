using System.Collections;
using System.Management.Automation;
using System.Net;
using System.Security;

namespace Pulp.PS.Binding;

/// <summary>Takes tables only, and says nothing of anything else: the binder's own error would repeat what may be a secret.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HeaderTableAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var given = inputData is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : inputData;
        return given is null or IDictionary ? given
            : throw new ArgumentTransformationMetadataException("Headers are a table of names and values, such as @{ 'X-Token' = '…' }.");
    }

    /// <summary>The headers as texts; a SecureString as what it hides. Of a name without a value the value is empty.</summary>
    internal static Dictionary<string, string> Texts(IDictionary? table)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in table ?? new Hashtable())
            texts[Text(entry.Key)] = Text(entry.Value);
        return texts;
    }

    private static string Text(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => "",
        SecureString hidden => new NetworkCredential("", hidden).Password,
        var plain => LanguagePrimitives.ConvertTo<string>(plain),
    };
}
