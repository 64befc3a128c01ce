using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace Pulp.PS.Shell.Hosting;

/// <summary>Questions. Without a terminal each of them is an error at once: a script in the night must not wait for an answer.</summary>
internal sealed partial class ShellUserInterface
{
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        Demand($"a value for {string.Join(", ", descriptions.Select(field => field.Name))}");
        WriteQuestion(caption, message);
        var answers = new Dictionary<string, PSObject>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in descriptions)
            answers[field.Name] = PSObject.AsPSObject(Ask(field));
        return answers;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Demand(string.IsNullOrEmpty(message) ? caption : message);
        WriteQuestion(caption, message);
        var keys = choices.Select(choice => Key(choice.Label)).ToList();
        var menu = new StringBuilder();
        for (var i = 0; i < choices.Count; i++)
            menu.Append('[').Append(keys[i]).Append("] ").Append(choices[i].Label.Replace("&", "", StringComparison.Ordinal)).Append("  ");
        menu.Append("[?] Help");
        if (defaultChoice >= 0 && defaultChoice < keys.Count)
            menu.Append(" (default is \"").Append(keys[defaultChoice]).Append("\")");
        while (true)
        {
            terminal.WriteError(menu + ": ");
            var answer = ReadAnswer().Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
                return defaultChoice;
            for (var i = 0; i < choices.Count; i++)
            {
                if (answer.Equals(keys[i], StringComparison.OrdinalIgnoreCase)
                    || answer.Equals(choices[i].Label.Replace("&", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
                    return i;
            }
            if (answer is "?")
            {
                for (var i = 0; i < choices.Count; i++)
                    terminal.WriteError($"{keys[i]} - {choices[i].HelpMessage}{Environment.NewLine}");
            }
        }
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
    {
        Demand("a user name and a password");
        WriteQuestion(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            terminal.WriteError("User: ");
            userName = ReadAnswer();
        }
        terminal.WriteError($"Password for user {userName}: ");
        return new PSCredential(userName, ReadSecret());
    }

    public override string ReadLine()
    {
        Demand("a line");
        return ReadAnswer();
    }

    public override SecureString ReadLineAsSecureString()
    {
        Demand("a secret");
        return ReadSecret();
    }

    private object Ask(FieldDescription field)
    {
        var type = field.ParameterTypeFullName ?? "";
        if (type == typeof(PSCredential).FullName)
            return PromptForCredential("", "", "", "");
        if (!type.EndsWith("[]", StringComparison.Ordinal))
        {
            terminal.WriteError($"{field.Name}: ");
            return type == typeof(SecureString).FullName ? ReadSecret() : ReadAnswer();
        }
        var values = new List<string>();
        while (true)
        {
            terminal.WriteError($"{field.Name}[{values.Count}]: ");
            var value = ReadAnswer();
            if (value.Length == 0)
                return values.ToArray();
            values.Add(value);
        }
    }

    private void WriteQuestion(string caption, string message)
    {
        foreach (var text in new[] { caption, message })
        {
            if (!string.IsNullOrEmpty(text))
                terminal.WriteError(text + Environment.NewLine);
        }
    }

    private void Demand(string what)
    {
        if (!terminal.CanAsk)
            throw new HostException($"pulpsh cannot ask for an answer, since there is no terminal: {what}", null, "NoTerminal", ErrorCategory.ResourceUnavailable);
    }

    private static string ReadAnswer() => Console.In.ReadLine() ?? throw new HostException("The input ended before an answer.", null, "InputEnded", ErrorCategory.ReadError);

    private SecureString ReadSecret()
    {
        var secret = new SecureString();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter)
                break;
            if (key.Key == ConsoleKey.Backspace && secret.Length > 0)
                secret.RemoveAt(secret.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                secret.AppendChar(key.KeyChar);
        }
        terminal.WriteError(Environment.NewLine);
        secret.MakeReadOnly();
        return secret;
    }

    // "&Yes" is chosen by Y; a label without a mark by itself.
    private static string Key(string label)
    {
        var mark = label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < label.Length ? label[mark + 1].ToString().ToUpperInvariant() : label;
    }
}
