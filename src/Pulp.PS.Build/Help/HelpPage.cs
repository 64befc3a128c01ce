namespace Pulp.PS.Build.Help;

/// <summary>What a page of docs/ says of one cmdlet, as text: no markup is left in it.</summary>
internal sealed record HelpPage(
    string Name,
    string Synopsis,
    IReadOnlyList<HelpSyntax> Syntax,
    IReadOnlyList<string> Description,
    IReadOnlyList<HelpExample> Examples,
    IReadOnlyList<HelpParameter> Parameters,
    IReadOnlyList<HelpType> Inputs,
    IReadOnlyList<HelpType> Outputs,
    IReadOnlyList<string> Notes,
    IReadOnlyList<HelpLink> Links);

/// <summary>One parameter set: its parameters in the order in which they are shown.</summary>
internal sealed record HelpSyntax(string Set, bool IsDefault, IReadOnlyList<HelpParameter> Parameters);

internal sealed record HelpExample(string Title, string Introduction, string Code, IReadOnlyList<string> Remarks);

internal sealed record HelpParameter(string Name, IReadOnlyList<string> Description, ParameterFacts Facts, int Line);

/// <summary>A type that is piped in or written out.</summary>
internal sealed record HelpType(string Name, IReadOnlyList<string> Description);

internal sealed record HelpLink(string Text, string Uri);
