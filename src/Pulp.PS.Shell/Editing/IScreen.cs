namespace Pulp.PS.Shell.Editing;

/// <summary>A terminal that understands the usual escape sequences.</summary>
internal interface IScreen
{
    /// <summary>Columns, at least one.</summary>
    int Width { get; }

    /// <summary>Sends text and escape sequences as they are.</summary>
    void Write(string text);
}
