using System.Text.Json;
using System.Text.Json.Serialization;
using Pulp.Model;

namespace Pulp.Engine.Tasks;

/// <summary>The parts of a task that are one column of JSON each.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PulpTaskError))]
[JsonSerializable(typeof(PulpSyncResult))]
[JsonSerializable(typeof(PulpProgressReport[]))]
internal sealed partial class TaskJson : JsonSerializerContext
{
    internal static string? Write(PulpTaskError? error) => error is null ? null : JsonSerializer.Serialize(error, Default.PulpTaskError);

    internal static string? Write(PulpSyncResult? result) => result is null ? null : JsonSerializer.Serialize(result, Default.PulpSyncResult);

    internal static string Write(PulpProgressReport[] reports) => JsonSerializer.Serialize(reports, Default.PulpProgressReportArray);

    internal static PulpTaskError? Error(string? text) => text is null ? null : JsonSerializer.Deserialize(text, Default.PulpTaskError);

    internal static PulpSyncResult? Result(string? text) => text is null ? null : JsonSerializer.Deserialize(text, Default.PulpSyncResult);

    internal static PulpProgressReport[] Reports(string text) => JsonSerializer.Deserialize(text, Default.PulpProgressReportArray) ?? [];
}
