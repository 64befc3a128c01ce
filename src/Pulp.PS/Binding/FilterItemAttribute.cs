using System.Management.Automation;

namespace Pulp.PS.Binding;

/// <summary>Makes filter items of whatever is given to -Include and -Exclude. It never fails: what is wrong with an item travels in it, so that one error can name all bad ones.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilterItemAttribute : ArgumentTransformationAttribute
{
    /// <summary>Null counts as an empty list: from a variable that is not set, "no includes" must not become "not given".</summary>
    public override bool TransformNullOptionalParameters => true;

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => FilterItemReader.Read(inputData);
}
