using Entente.Shared.Web;

namespace Entente.SignIn;

/// <summary>How long things last at the door. The first two are settings: some ministries require shorter ones.</summary>
public sealed record SignInSettings(TimeSpan Idle, TimeSpan Longest)
{
    /// <summary>How recently a passkey or code must have been shown for a sensitive act.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan UnfinishedStep = TimeSpan.FromMinutes(10);

    public static readonly TimeSpan Enrolment = TimeSpan.FromMinutes(30);

    public static readonly TimeSpan KeptForm = TimeSpan.FromMinutes(30);

    public static SignInSettings From(IConfiguration configuration) => new(
        Minutes(configuration, "ENTENTE_SESSION_IDLE_MINUTES", 45, most: 8 * 60),
        Minutes(configuration, "ENTENTE_SESSION_LONGEST_MINUTES", 12 * 60, most: 24 * 60));

    private static TimeSpan Minutes(IConfiguration configuration, string name, int otherwise, int most)
    {
        var set = configuration[name];
        if (string.IsNullOrEmpty(set))
            return TimeSpan.FromMinutes(otherwise);
        return int.TryParse(set, System.Globalization.NumberStyles.None, provider: null, out var minutes) && minutes >= 1 && minutes <= most
            ? TimeSpan.FromMinutes(minutes)
            : throw new SettingsRefused([$"{name} is “{set}”, which is no whole number of minutes from 1 to {most}"]);
    }
}
