using Pulp.Model;
using Pulp.PS.Binding;
using Pulp.PS.Tests.Hosting;

namespace Pulp.PS.Tests.Binding;

/// <summary>Filter items from every shape users have them in; what is wrong travels with the item.</summary>
public sealed class FilterItemTests(FilterItemTests.Shared shared) : IClassFixture<FilterItemTests.Shared>
{
    public sealed class Shared : IDisposable
    {
        internal TestSession Session { get; } = TestSession.WithStore();

        public void Dispose() => Session.Dispose();
    }

    private const string Sha = "3d9916515599f757043c690ae2b5ea28666afa09779636351da505396cbb2f19";

    private static readonly string Digests = $"digests = @(@{{ type = 'sha256'; digest = '{Sha}' }}, @{{ type = 'md5'; digest = '044af71389ac2ad3d3ece24d0baf4c07' }})";

    [Theory]
    [InlineData("'django~=2.0,!=2.0.1'", "django !=2.0.1,~=2.0")]
    [InlineData("'django'", "django ")]
    [InlineData("'django', 'six>=1'", "django |six >=1")]
    [InlineData("@{ name = 'django'; version_specifier = '~=2.0' }", "django ~=2.0")]
    [InlineData("@{ Name = 'Django'; VersionSpecifier = '~=2.0' }", "Django ~=2.0")]
    [InlineData("@{ NAME = 'django'; version_specifier = '' }", "django ")]
    [InlineData("@{ name = 'django'; version_specifier = $null }", "django ")]
    [InlineData("([ordered]@{ name = 'django' })", "django ")]
    [InlineData("([pscustomobject]@{ name = 'django'; version_specifier = '~=2.0' })", "django ~=2.0")]
    [InlineData("@('a', @{ name = 'b' }), 'c'", "a |b |c ")]
    [InlineData("([Collections.Generic.List[string]]@('a', 'b'))", "a |b ")]
    [InlineData("(Get-PulpRemote made).Include", "django ~=2.0|six ")]
    [InlineData("@(Get-PulpRemote made | ForEach-Object Include)[0]", "django ~=2.0")]
    [InlineData("([Pulp.Model.PulpFilterItem]@{})", null)]
    public void ShapesBind(string expression, string? expected)
    {
        var remotes = shared.Session.Run("if (-not (Get-PulpRemote made*)) { $null = New-PulpPythonRemote made -Url http://index.example/ -Include 'django~=2.0', 'six' }; " +
            $"New-PulpPythonRemote ('r' + [guid]::NewGuid().ToString('N')) -Url http://index.example/ -Include {expression}");
        if (expected is null)
        {
            remotes.Error(PulpErrors.InvalidFilter);
            return;
        }
        var items = remotes.Succeed().One<PulpPythonRemote>().Include.Select(i => $"{i.Name} {string.Join(',', i.VersionSpecifier.Split(',').Order(StringComparer.Ordinal))}");
        Assert.Equal(expected, string.Join('|', items));
    }

    [Fact]
    public void DigestsBindAsListAndAlone()
    {
        foreach (var given in (string[])[Digests, $"digests = @{{ type = 'sha256'; digest = '{Sha}' }}", $"Digests = [pscustomobject]@{{ Type = 'sha256'; Digest = '{Sha}' }}"])
        {
            var item = Assert.Single(Read($"@{{ name = 'scipy'; {given} }}"));
            Assert.Null(item.Fault);
            Assert.Equal(("sha256", Sha), (item.Digests[0].Type, item.Digests[0].Digest));
        }
        Assert.Equal(2, Assert.Single(Read($"@{{ name = 'scipy'; {Digests} }}")).Digests.Count);
        Assert.Empty(Assert.Single(Read("@{ name = 'scipy'; digests = @() }")).Digests);
        Assert.Empty(Assert.Single(Read("@{ name = 'scipy'; digests = $null }")).Digests);
    }

    [Theory]
    [InlineData("@{ name = 'a'; version = '1' }", "unknown key 'version' (did you mean 'version_specifier'?)")]
    [InlineData("@{ name = 'a'; versions = '1' }", "did you mean 'version_specifier'?")]
    [InlineData("@{ name = 'a'; specifier = '1' }", "did you mean 'version_specifier'?")]
    [InlineData("@{ nam = 'a' }", "did you mean 'name'?")]
    [InlineData("@{ project = 'a'; digest = 'x' }", "did you mean 'digests'?")]
    [InlineData("[pscustomobject]@{ name = 'a'; version = '1' }", "unknown key 'version'")]
    [InlineData("@{ version_specifier = '>1' }", "has no name")]
    [InlineData("@{ name = @('a', 'b') }", "'name' where a text belongs")]
    [InlineData("@{ name = 'a'; version_specifier = @('>1', '<2') }", "'version_specifier' where a text belongs")]
    [InlineData("@{ name = 'a'; digests = 'sha256:00' }", "type = …; digest = …")]
    [InlineData("@{ name = 'a'; digests = @{ kind = 'sha256'; digest = '00' } }", "unknown key 'kind' (did you mean 'type'?)")]
    [InlineData("@{ name = 'a'; VersionSpecifier = '1'; version_specifier = '2' }", "twice")]
    [InlineData("$null, 'a'", "is empty")]
    public void FaultsTravelWithTheItem(string expression, string fault)
    {
        var faulty = Assert.Single(Read(expression), i => i.Fault is not null);
        Assert.Contains(fault, faulty.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void TypedObjectsMayHaveMoreProperties()
    {
        var package = new PulpPythonPackage { Name = "django", ProjectName = "Django", Version = "2.0", FileName = "f", PackageType = "sdist", Sha256 = Sha, IsDownloaded = false, Store = "s", Digests = [new() { Type = "sha256", Digest = Sha }] };
        var item = Assert.Single(FilterItemReader.Read(package));
        Assert.Null(item.Fault);
        Assert.Equal(("django", "", 1), (item.Name, item.VersionSpecifier, item.Digests.Count));
        Assert.Same(package, item.Given);
    }

    [Fact]
    public void ObjectsWithoutANameAreFaulty() => Assert.Equal("has no name", Assert.Single(FilterItemReader.Read(new Version(1, 0))).Fault);

    [Fact]
    public void NothingThrowsWhateverIsGiven()
    {
        var item = Assert.Single(FilterItemReader.Read(new Spiteful()));
        Assert.Contains("out of order", item.Fault, StringComparison.Ordinal);
        Assert.Empty(FilterItemReader.Read(null));
        Assert.Equal("5", Assert.Single(FilterItemReader.Read(5)).Text);
    }

    [Fact]
    public void OneErrorNamesEveryBadItemAndNoGoodOne()
    {
        var error = shared.Session.Run("New-PulpPythonRemote x -Url http://index.example/ -Include 'good', @{ name = 'bad1'; version = '1' }, 'bad2 >> 3' -Exclude @{ name = 'bad3'; version_specifier = 'x' }, 'fine'").Error(PulpErrors.InvalidFilter);
        Assert.All((string[])["bad1", "bad2", "bad3"], bad => Assert.Contains(bad, error.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain("good", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("fine", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, ((System.Collections.ICollection)error.TargetObject).Count);
    }

    [Theory]
    [InlineData("@()")]
    [InlineData("$null")]
    [InlineData("$notSet")]
    public void AnEmptyListIsNeverEverything(string expression) =>
        shared.Session.Run($"New-PulpPythonRemote x -Url http://index.example/ -Include {expression}").Error(PulpErrors.InvalidFilter);

    private PulpFilterItem[] Read(string expression) => FilterItemReader.Read(shared.Session.Run($"$given = {expression}; ,$given").Succeed().Output[0]);

    private sealed class Spiteful
    {
        private readonly string _words = "out of order";

        public string Name => throw new InvalidOperationException(_words);
    }
}
