using System.Reflection;

namespace Pulp.Model.Tests;

/// <summary>The one table of errors, and the ids of CMDLETS that scripts compare with.</summary>
public sealed class ErrorTests
{
    [Fact]
    public void Every_constant_has_one_row_and_every_row_a_constant()
    {
        var constants = typeof(PulpErrors).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).ToList();
        // An id is its constant's name, but where it is the code of a task: page.status is PageStatus.
        Assert.All(constants, f => Assert.Equal(f.Name, ((string)f.GetRawConstantValue()!).Replace(".", "", StringComparison.Ordinal), ignoreCase: true));
        Assert.Equal(constants.Select(f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal), PulpErrors.All.Keys.Order(StringComparer.Ordinal));
        Assert.All(PulpErrors.All, row => Assert.Equal(row.Key, row.Value.Id));
    }

    [Fact]
    public void Ids_have_no_spaces_and_meanings_are_sentences()
    {
        Assert.All(PulpErrors.All.Keys, id => Assert.Matches("^([A-Z][A-Za-z]+|[a-z]+[.][a-z]+)$", id));
        Assert.All(PulpErrors.All.Values, row => Assert.EndsWith(".", row.Meaning, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("RepositoryNotFound", PulpErrorCategory.ObjectNotFound, false)]
    [InlineData("RemoteNotFound", PulpErrorCategory.ObjectNotFound, false)]
    [InlineData("VersionNotFound", PulpErrorCategory.ObjectNotFound, false)]
    [InlineData("TaskNotFound", PulpErrorCategory.ObjectNotFound, false)]
    [InlineData("ContentNotFound", PulpErrorCategory.ObjectNotFound, false)]
    [InlineData("RepositoryExists", PulpErrorCategory.ResourceExists, false)]
    [InlineData("RemoteExists", PulpErrorCategory.ResourceExists, false)]
    [InlineData("InvalidName", PulpErrorCategory.InvalidArgument, true)]
    [InlineData("InvalidUrl", PulpErrorCategory.InvalidArgument, true)]
    [InlineData("InvalidFilter", PulpErrorCategory.InvalidArgument, true)]
    [InlineData("InvalidSpecifier", PulpErrorCategory.InvalidArgument, true)]
    [InlineData("InvalidPackage", PulpErrorCategory.InvalidData, false)]
    [InlineData("StoreNotFound", PulpErrorCategory.ObjectNotFound, true)]
    [InlineData("StoreCorrupt", PulpErrorCategory.InvalidData, true)]
    [InlineData("StoreTooNew", PulpErrorCategory.InvalidData, true)]
    [InlineData("StoreNotLocal", PulpErrorCategory.InvalidArgument, true)]
    [InlineData("StoreMismatch", PulpErrorCategory.InvalidArgument, true)]
    [InlineData("StoreFull", PulpErrorCategory.ResourceUnavailable, true)]
    [InlineData("StoreLocksDisabled", PulpErrorCategory.ResourceUnavailable, true)]
    [InlineData("StoreBusy", PulpErrorCategory.ResourceBusy, true)]
    [InlineData("TaskFailed", PulpErrorCategory.OperationStopped, false)]
    [InlineData("TaskTimeout", PulpErrorCategory.OperationTimeout, false)]
    [InlineData("PlanStale", PulpErrorCategory.InvalidOperation, true)]
    [InlineData("RemovalLimitExceeded", PulpErrorCategory.LimitsExceeded, false)]
    public void The_contract_of_an_id(string id, PulpErrorCategory category, bool terminating)
    {
        var row = PulpErrors.All[id];
        Assert.Equal((category, terminating), (row.Category, row.Terminating));
    }

    [Fact]
    public void An_exception_keeps_what_it_is_about()
    {
        var inner = new InvalidOperationException();
        var error = new PulpException(PulpErrors.InvalidUrl, "no url", "ftp:", inner);
        Assert.Equal(("InvalidUrl", "no url", "ftp:"), (error.Id, error.Message, error.Target));
        Assert.Same(inner, error.InnerException);
    }
}
