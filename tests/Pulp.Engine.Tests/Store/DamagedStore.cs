using Pulp.Engine.Store;
using Pulp.Engine.Tests.Sync;
using Pulp.Model;

namespace Pulp.Engine.Tests.Store;

/// <summary>Real damage to the store of a <see cref="SyncHouse"/>, and what the public doors say of it.</summary>
internal static class DamagedStore
{
    internal static async Task<List<PulpStoreProblem>> CheckAsync(this SyncHouse house, bool detailed = true) =>
        await new PulpHost().CheckAsync(house.Path, detailed, null, CancellationToken.None).ToListAsync();

    /// <summary>The problems, each as its kind and the name of its file.</summary>
    internal static async Task<IReadOnlyList<string>> TellAsync(this SyncHouse house, bool detailed = true) =>
        [.. (await house.CheckAsync(detailed)).Select(p => $"{p.Kind} {p.FileName ?? System.IO.Path.GetFileName(p.Path)}").Order(StringComparer.Ordinal)];

    internal static async Task<List<PulpStoreProblem>> RepairAsync(this SyncHouse house, params string[] remotes) =>
        await house.Pulp.RepairAsync(new RepairRequest { Remotes = [.. remotes.Select(SyncHouse.Named)] }, CancellationToken.None).ToListAsync();

    internal static Task<PulpCleanup> CleanAsync(this SyncHouse house, TimeSpan protection = default) =>
        house.Pulp.ClearOrphansAsync(protection, null, CancellationToken.None);

    /// <summary>Where the bytes of a file lie.</summary>
    internal static async Task<string> PathOfAsync(this SyncHouse house, string fileName) =>
        (await house.ContentAsync()).Single(c => c.FileName == fileName).Path!;

    internal static void Delete(string path)
    {
        File.SetAttributes(path, FileAttributes.Normal);
        File.Delete(path);
    }

    /// <summary>One bit of one byte is another: the size stays.</summary>
    internal static void Flip(string path)
    {
        File.SetAttributes(path, FileAttributes.Normal);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    internal static void Truncate(string path)
    {
        File.SetAttributes(path, FileAttributes.Normal);
        using FileStream file = File.OpenWrite(path);
        file.SetLength(file.Length - 1);
    }

    /// <summary>Changes the database as nobody should.</summary>
    internal static void Tamper(this SyncHouse house, string sql)
    {
        using var connection = new StoreConnection(System.IO.Path.Combine(house.Path, StoreFolder.DatabaseName));
        connection.Script($"PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON; {sql}");
    }

    internal static IReadOnlyList<string> Aside(this SyncHouse house) =>
        Directory.Exists(System.IO.Path.Combine(house.Path, "damaged")) ? Directory.GetFiles(System.IO.Path.Combine(house.Path, "damaged")) : [];
}
