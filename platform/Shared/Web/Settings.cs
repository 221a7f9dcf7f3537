using Entente.Shared.Data;
using Entente.Shared.Mail;

namespace Entente.Shared.Web;

/// <summary>Every setting of the application, read once at the start. <c>docs/operations.md</c> has the table.</summary>
/// <param name="Address">The address people use, as links in mails need it.</param>
/// <param name="Mail">The mail server, or the folder that takes the mail instead.</param>
/// <param name="MailFrom">The sender of all mail.</param>
/// <param name="Node">The name of this process among the nodes.</param>
/// <param name="Folder">The data folder of this node, whose disk is watched.</param>
/// <param name="Workers">How many jobs this process runs at once; with 0 it runs neither jobs nor the timetable.</param>
/// <param name="Telemetry">Where OpenTelemetry is sent, if anywhere.</param>
/// <param name="LogKeys">The file with the private keys of the log; null: a key that follows from the secret.</param>
/// <param name="Witnesses">Who signs what they saw of the log: addresses and keys, as docs/operations.md describes them.</param>
/// <param name="SecurityContact">Where to report a weakness, if not on the help page.</param>
public sealed record Settings(Logins Logins, InstallationSecret Secret, Uri Address, MailRoute Mail, Recipient MailFrom, string Node, string Folder, int Workers, Uri? Telemetry, string? SecurityContact, string? LogKeys, string? Witnesses)
{
    /// <exception cref="SettingsRefused">Says everything that is wrong at once.</exception>
    public static Settings Read(IConfiguration configuration)
    {
        var reading = new Reading(configuration);
        var address = reading.Web("ENTENTE_ADDRESS") ?? new Uri("http://localhost:5080");
        var (writer, reader, secret) = (reading.Required("ENTENTE_WRITER"), reading.Required("ENTENTE_READER"), reading.Secret("ENTENTE_SECRET"));
        var settings = new Settings(
            Logins.Of(writer, reader, secret),
            secret,
            address,
            reading.As("ENTENTE_MAIL", MailRoute.Parse, Path.Combine("data", "mail")),
            reading.As("ENTENTE_MAIL_FROM", Recipient.Parse, $"Entente <no-reply@{(address.HostNameType == UriHostNameType.Dns ? address.IdnHost : "localhost")}>"),
            reading.Text("ENTENTE_NODE") ?? $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid().ToString()[..4]}",
            reading.Text("ENTENTE_FOLDER") ?? "data",
            reading.Count("ENTENTE_WORKERS", otherwise: 2, most: 32),
            reading.Web("OTEL_EXPORTER_OTLP_ENDPOINT"),
            reading.Text("ENTENTE_SECURITY_CONTACT"),
            reading.Text("ENTENTE_LOG_KEYS"),
            reading.Text("ENTENTE_WITNESSES"));
        return reading.Wrong.Count == 0 ? settings : throw new SettingsRefused(reading.Wrong);
    }

    /// <summary>Whether people come over TLS.</summary>
    public bool Secure => Address.Scheme == Uri.UriSchemeHttps;

    /// <summary>The address without a slash at its end, for links.</summary>
    public string Root => Address.AbsoluteUri.TrimEnd('/');

    // It holds passwords: nobody prints it by mistake.
    public override string ToString() => $"settings of {Node}";

    private sealed class Reading(IConfiguration configuration)
    {
        public List<string> Wrong { get; } = [];

        public string? Text(string name) => configuration[name] is { } value && value.Trim() is { Length: > 0 } text ? text : null;

        public string Required(string name)
        {
            if (Text(name) is { } value)
                return value;
            Wrong.Add($"{name} is not set");
            return "";
        }

        public InstallationSecret Secret(string name)
        {
            if (Required(name) is { Length: >= InstallationSecret.Shortest } value)
                return new InstallationSecret(value);
            if (Text(name) is not null)
                Wrong.Add($"{name} is shorter than {InstallationSecret.Shortest} characters");
            return new InstallationSecret(new string('-', InstallationSecret.Shortest));
        }

        public Uri? Web(string name)
        {
            if (Text(name) is not { } value)
                return null;
            if (Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
                return address;
            Wrong.Add($"{name} is “{value}”, which is no http or https address");
            return null;
        }

        public T As<T>(string name, Func<string, T> read, string otherwise)
        {
            try
            {
                return read(Text(name) ?? otherwise);
            }
            catch (FormatException wrong)
            {
                Wrong.Add($"{name} {wrong.Message}");
                return read(otherwise);
            }
        }

        public int Count(string name, int otherwise, int most)
        {
            if (Text(name) is not { } value)
                return otherwise;
            if (int.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count) && count <= most)
                return count;
            Wrong.Add($"{name} is “{value}”, which is no whole number from 0 to {most}");
            return otherwise;
        }
    }
}

/// <summary>The settings do not allow a start; the message says which and where to look.</summary>
public sealed class SettingsRefused(IReadOnlyList<string> wrong)
    : Exception($"The settings do not allow a start:\n{string.Join('\n', wrong.Select(one => $"  {one}"))}\nStart the application with ./entente run, which sets them, or see docs/operations.md.");
