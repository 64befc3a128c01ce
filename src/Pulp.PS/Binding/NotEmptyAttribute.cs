using System.Collections;
using System.Management.Automation;

namespace Pulp.PS.Binding;

/// <summary>
/// Of a parameter that narrows: an empty list or $null, as from a variable that was never set, must not come to mean everything.
/// <c>Get-PulpRepository $unset | Remove-PulpRepository</c> is an error, not the end of all repositories.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotEmptyAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is null or IList { Count: 0 } || (arguments is IList list && list.Contains(null)))
            throw new ValidationMetadataException("It is empty, or has an element that is. Leave it out to mean everything.");
    }
}
