using Npgsql;

namespace Entente.Client.Run;

/// <summary>
/// Where the owner's connection string and the mail server come from. The arguments of a process can be read by
/// everybody on its machine, so a password among them is refused, however convenient.
/// </summary>
public static class Credentials
{
    public static string? Database(string? argument, string? file, string? setting)
    {
        if (argument is not null && HasPassword(argument))
            throw Exposed("connection string", "--database", "ENTENTE_DATABASE");
        return One("--database", argument, file) ?? setting;
    }

    public static string? Mail(string? argument, string? file, string? setting)
    {
        if (argument is not null && argument.Split("://", 2) is [_, var rest] && rest.LastIndexOf('@') is > 0 and var end && rest[..end].Contains(':', StringComparison.Ordinal))
            throw Exposed("mail server", "--mail", "ENTENTE_MAIL");
        return One("--mail", argument, file) ?? setting;
    }

    private static bool HasPassword(string login)
    {
        try
        {
            var read = new NpgsqlConnectionStringBuilder(login);
            return read.Password is { Length: > 0 } || read.SslPassword is { Length: > 0 };
        }
        catch (ArgumentException)
        {
            // Its message repeats what was given.
            throw new Refusal("--database is no connection string of the kind Host=…;Database=entente;Username=entente.");
        }
    }

    private static string? One(string option, string? argument, string? file)
    {
        if (argument is not null && file is not null)
            throw new Refusal($"Give {option} or {option}-file, not both.");
        if (file is null)
            return argument;
        try
        {
            return File.ReadAllText(file).Trim() is { Length: > 0 } text ? text : throw new Refusal($"The file {file} of {option}-file is empty.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new Refusal($"The file {file} of {option}-file cannot be read: {error.Message}");
        }
    }

    private static Refusal Exposed(string what, string option, string setting) =>
        new($"A password in {option} can be read by everybody on this machine who lists its processes. Give the {what} in the environment ({setting}=…) or in a file only you can read ({option}-file FILE), and change that password if others use this machine.");
}
