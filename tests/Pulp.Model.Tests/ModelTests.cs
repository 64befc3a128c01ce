using System.Reflection;

namespace Pulp.Model.Tests;

/// <summary>What scripts may count on of every type of the model, whichever type comes next.</summary>
public sealed class ModelTests
{
    private static readonly Assembly Model = typeof(IPulp).Assembly;

    private static IEnumerable<Type> Records => Model.GetExportedTypes().Where(t => t is { IsClass: true, IsAbstract: false } && !typeof(Exception).IsAssignableFrom(t));

    [Fact]
    public void The_model_needs_nothing_but_the_framework() =>
        Assert.All(Model.GetReferencedAssemblies(), a => Assert.StartsWith("System.", a.Name!, StringComparison.Ordinal));

    [Fact]
    public void Every_type_is_sealed_and_holds_no_handle()
    {
        Assert.All(Records, t => Assert.True(t.IsSealed, t.Name));
        Assert.All(Records, t => Assert.False(typeof(IDisposable).IsAssignableFrom(t), t.Name));
    }

    [Fact]
    public void Objects_are_snapshots_no_property_can_be_set_later()
    {
        var settable =
            from type in Records
            from property in type.GetProperties()
            where property.SetMethod is { } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit))
            select $"{type.Name}.{property.Name}";
        Assert.Empty(settable);
    }

    [Fact]
    public void A_list_is_empty_when_nothing_was_given_never_null()
    {
        var task = new PulpTask { Id = Guid.NewGuid(), Href = "", Name = "sync", State = PulpTaskState.Waiting, CreatedAt = DateTimeOffset.UnixEpoch, Store = "" };
        var remote = new PulpPythonRemote { Name = "r", Id = Guid.NewGuid(), Href = "", Url = new Uri("http://index.example/"), CreatedAt = task.CreatedAt, UpdatedAt = task.CreatedAt, Store = "" };
        foreach (var value in new object[] { task, remote, new PulpFilterItem(), new TaskQuery(), new ContentQuery(), new FilterQuery(), new VersionQuery() })
        {
            var lists = value.GetType().GetProperties().Where(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)).ToList();
            Assert.NotEmpty(lists);
            Assert.All(lists, p => Assert.NotNull(p.GetValue(value)));
        }
    }

    [Theory]
    [InlineData(PulpTaskState.Waiting, false)]
    [InlineData(PulpTaskState.Running, false)]
    [InlineData(PulpTaskState.Canceling, false)]
    [InlineData(PulpTaskState.Completed, true)]
    [InlineData(PulpTaskState.Failed, true)]
    [InlineData(PulpTaskState.Canceled, true)]
    public void A_task_is_finished_in_three_of_its_states(PulpTaskState state, bool finished)
    {
        var start = DateTimeOffset.UnixEpoch;
        var task = new PulpTask
        {
            Id = Guid.NewGuid(),
            Href = "",
            Name = "sync",
            State = state,
            CreatedAt = start,
            StartedAt = start,
            FinishedAt = finished ? start.AddSeconds(3) : null,
            Store = "",
        };
        Assert.Equal(finished, task.IsFinished);
        Assert.Equal(finished ? TimeSpan.FromSeconds(3) : null, task.Duration);
    }

    [Fact]
    public void An_object_in_a_text_is_what_one_would_say_of_it()
    {
        var id = Guid.NewGuid();
        Assert.Equal("django~=2.0", new PulpFilterItem { Name = "django", VersionSpecifier = "~=2.0" }.ToString());
        Assert.Equal("a (md5:00, sha256:11)", new PulpFilterItem { Name = "a", Digests = [new PulpDigest { Type = "md5", Digest = "00" }, new PulpDigest { Type = "sha256", Digest = "11" }] }.ToString());
        Assert.Equal("foo:3", new PulpVersionReference(new PulpReference { Name = "foo" }, 3).ToString());
        Assert.Equal("foo", new PulpVersionReference(new PulpReference { Name = "foo" }, null).ToString());
        Assert.Equal(id.ToString(), new PulpReference { Id = id }.ToString());
        Assert.Equal("+2 -1 ~0", new PulpSyncResult { Added = 2, Removed = 1 }.ToString());
        Assert.Equal(
            "Downloading Artifacts 3/?",
            new PulpProgressReport { Message = "Downloading Artifacts", Code = "sync.downloading.artifacts", State = PulpProgressState.Running, Done = 3 }.ToString());
        Assert.Equal(
            "/x/", new PulpCreatedResource { Kind = PulpResourceKind.RepositoryVersion, Href = "/x/", Id = id, Store = "" }.ToString());
        Assert.Equal("file.cut: it was cut", new PulpTaskMessage { Code = "file.cut", Description = "it was cut" }.ToString());
    }
}
