namespace Pulp.Model;

/// <summary>An error for the user: what happened, to what, and what to do. Its id is a row of <see cref="PulpErrors"/>.</summary>
public sealed class PulpException : Exception
{
    /// <summary>Makes an error of an id of <see cref="PulpErrors"/>.</summary>
    /// <param name="id">A constant of <see cref="PulpErrors"/>.</param>
    /// <param name="message">What happened, to what, and what to do; never a secret.</param>
    /// <param name="target">The value as given, or what it named.</param>
    /// <param name="inner">The cause, if it was an exception.</param>
    public PulpException(string id, string message, object? target = null, Exception? inner = null)
        : base(message, inner)
    {
        Id = id;
        Target = target;
    }

    /// <summary>The stable id, a row of <see cref="PulpErrors"/>.</summary>
    public string Id { get; }

    /// <summary>The value as given, or what it named; null when the error has no object.</summary>
    public object? Target { get; }
}
