global using Lego.Lambda.Runtime.Tracing;
