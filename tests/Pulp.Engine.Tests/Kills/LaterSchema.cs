using Pulp.Engine.Store;
using Pulp.Engine.Tests.Store;

namespace Pulp.Engine.Tests.Kills;

/// <summary>The schema of a PulpPS to come: three migrations more, which move what is there.</summary>
internal static class LaterSchema
{
    internal static StoreSchema Schema { get; } = new(
    [
        .. TestSchema.Scripts,
        "CREATE TABLE later(id INTEGER PRIMARY KEY, name TEXT NOT NULL); INSERT INTO later SELECT id, name FROM project;",
        "ALTER TABLE later ADD COLUMN size INTEGER NOT NULL DEFAULT 0; UPDATE later SET size = length(name);",
        "CREATE TABLE latest(name TEXT PRIMARY KEY, size INTEGER NOT NULL) WITHOUT ROWID; INSERT INTO latest SELECT name, size FROM later; DROP TABLE later;",
    ]);
}
