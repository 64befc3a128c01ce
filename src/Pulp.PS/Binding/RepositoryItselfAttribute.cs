using System.Management.Automation;

namespace Pulp.PS.Binding;

/// <summary>
/// Of a parameter that changes or removes a repository: it must be named itself. A version names its repository only where versions
/// are read; piped into Remove-PulpRepository it must not take the repository with it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RepositoryItselfAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        if (element is PulpRepositoryIdentity { Number: { } number } repository)
            throw new ValidationMetadataException($"'{repository.Given}' is version {number} of a repository; this changes a whole repository. Give the repository or its name.");
    }
}
