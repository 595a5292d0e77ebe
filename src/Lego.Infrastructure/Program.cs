using Amazon.CDK;

new App().Synth();
