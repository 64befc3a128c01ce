using Pulp.Model;

namespace Pulp.Python;

/// <summary>A kind of digest that an entry lists and a page does not give of a file, although name and specifier match.</summary>
/// <param name="Kind">The kind, lower case.</param>
/// <param name="Entry">The entry.</param>
public readonly record struct MissingDigest(string Kind, PulpFilterItem Entry);
