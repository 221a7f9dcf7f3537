namespace Entente.Shared.Mail;

/// <summary>Where mail goes: to a server, or into a folder where somebody looks.</summary>
public abstract record MailRoute
{
    /// <summary>Whether the outbox keeps the text after delivery, because nobody else gets to read it.</summary>
    public abstract bool KeepsText { get; }

    public abstract Task Deliver(Letter letter, CancellationToken stop);

    /// <exception cref="FormatException">With what is wrong with the setting; never with the password.</exception>
    public static MailRoute Parse(string setting)
    {
        if (!setting.Contains("://", StringComparison.Ordinal))
            return new MailFolder(Path.GetFullPath(setting));
        if (!Uri.TryCreate(setting, UriKind.Absolute, out var address) || address.Scheme is not ("smtp" or "smtps") || address.Host.Length == 0)
            throw new FormatException("is neither a folder nor smtp://user:password@host:port (or smtps://…)");
        if (address.Query is not ("" or "?tls=none"))
            throw new FormatException("has an option other than ?tls=none");
        var user = address.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
        var implicitly = address.Scheme == "smtps";
        var route = new MailServer(address.Host, address.Port > 0 ? address.Port : implicitly ? 465 : user[0].Length > 0 ? 587 : 25, implicitly ? Tls.FromTheStart : address.IsLoopback || address.Query.Length > 0 ? Tls.None : Tls.Required,
            user is [{ Length: > 0 } name, var password] ? new System.Net.NetworkCredential(name, password) : null);
        return route is { Tls: Tls.None, Credential: not null } && !address.IsLoopback
            ? throw new FormatException("would send the password unprotected; leave out ?tls=none or the password")
            : route;
    }
}

/// <summary>A folder of .eml files, which any mail program opens.</summary>
public sealed record MailFolder(string Path) : MailRoute
{
    public override bool KeepsText => true;

    public override async Task Deliver(Letter letter, CancellationToken stop)
    {
        Directory.CreateDirectory(Path);
        var file = System.IO.Path.Combine(Path, $"{letter.Id}.eml");
        // Under another name first: whoever watches the folder never sees half a letter.
        var half = file + ".part";
        await using (var stream = new FileStream(half, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
            await stream.WriteAsync(letter.ToBytes(), stop);
        File.Move(half, file, overwrite: true);
    }
}

public enum Tls
{
    None,
    Required,
    FromTheStart,
}
