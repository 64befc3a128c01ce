namespace Pulp.Python;

/// <summary>A project's simple page, read (PEP 503, 691, 700). Placeholder until the reader lands.</summary>
public sealed class SimplePage;

/// <summary>The root list of an index, read. Placeholder until the reader lands.</summary>
public sealed class ProjectList;

/// <summary>A project's legacy JSON, read. Placeholder until the reader lands.</summary>
public sealed class LegacyPage;
