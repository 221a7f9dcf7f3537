using Entente.Administration;
using Entente.Bodies;
using Entente.Shared.Web;

var builder = WebApplication.CreateBuilder(args);
builder.AddShared();
builder.AddBodies();
builder.AddPeople();
builder.AddAdministration();

var app = builder.Build();
app.UseShared();
app.Run();

/// <summary>Public so that tests can host the application in their own process.</summary>
public sealed partial class Program;
