using System.Globalization;

namespace Pulp.Engine.Store;

/// <summary>Addresses in Pulp's form, made from ids.</summary>
internal static class Hrefs
{
    internal static string Repository(Guid id) => $"/pulp/api/v3/repositories/python/python/{id}/";

    internal static string Version(Guid repository, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"/pulp/api/v3/repositories/python/python/{repository}/versions/{number}/");

    internal static string Remote(Guid id) => $"/pulp/api/v3/remotes/python/python/{id}/";

    internal static string Task(Guid id) => $"/pulp/api/v3/tasks/{id}/";
}
