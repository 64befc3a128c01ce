namespace Pulp.PS.Base;

/// <summary>
/// The work of one block of a cmdlet. It runs beside the pipeline's thread and reaches the pipeline only through
/// <paramref name="pipe"/>: what it needs of the cmdlet (parameters, paths, the session) is read before it starts.
/// </summary>
internal delegate Task PipelineWork(AsyncPipeline pipe);
