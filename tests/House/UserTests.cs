using Entente.Client.Run;

namespace Entente.Tests.House;

/// <summary>As whom the parts run that must not be root.</summary>
public sealed class UserTests
{
    private static readonly User[] Accounts = [new("daemon", 1, 1), new("www-data", 33, 33), new("nobody", 65534, 65534)];

    [Fact]
    public void The_account_made_for_it_goes_before_those_that_every_machine_has()
    {
        Choose(null, [.. Accounts, new User("entente-web", 900, 900)]).Name.ShouldBe("entente-web");
        Choose(null, Accounts).Name.ShouldBe("www-data");
    }

    [Fact]
    public void The_account_that_was_named_is_taken_or_nobody() =>
        Should.Throw<Refusal>(() => Choose("web", Accounts)).Message.ShouldBe(
            "The application does not run as root, and there is no account web to run it as that is neither root nor in use for another part. Create one (useradd --system entente-web), or name another in SETTING.");

    [Fact]
    public void Never_root() =>
        Should.Throw<Refusal>(() => Choose("root", Accounts));

    private static User Choose(string? named, User[] accounts) =>
        User.Choose("The application", ("SETTING", named), ["entente-web", "www-data", "daemon", "nobody"], accounts);
}
