using System.Globalization;
using System.Management.Automation;

namespace Pulp.PS.Binding;

/// <summary>A span of time as administrators write it: a bare number is days. PowerShell would take it for ticks, ten million to a second.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DaysAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var given = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return given switch
        {
            int or long or double or decimal or float or short or byte => Days(Convert.ToDouble(given, CultureInfo.InvariantCulture)),
            string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => Days(number),
            _ => inputData,
        };
    }

    private static TimeSpan Days(double days)
    {
        try
        {
            return TimeSpan.FromDays(days);
        }
        catch (Exception fault) when (fault is OverflowException or ArgumentException)
        {
            throw new ArgumentTransformationMetadataException($"{days.ToString(CultureInfo.InvariantCulture)} days are more than a span of time can be.", fault);
        }
    }
}
